import { safeToLog } from './safe-error.ts';

/** A door that nobody has thought of must not be open: the server is not made. */
export class NoRuleError extends Error {
  override readonly name = 'NoRuleError';
  readonly code = 'NO_RULE';
  readonly [safeToLog] = true;

  constructor(endpoint: string) {
    super(`there is no rule who may ask for ${endpoint}: give it one in the table of access`);
  }
}
