import { safeToLog } from './safe-error.ts';

/** An endpoint has no access rule. Its server is not created, so that no endpoint is open by mistake. */
export class NoRuleError extends Error {
  override readonly name = 'NoRuleError';
  readonly code = 'NO_RULE';
  readonly [safeToLog] = true;

  constructor(endpoint: string) {
    super(`no access rule for ${endpoint}: add one to the access table`);
  }
}

/** Another process listens on the port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly code = 'PORT_TAKEN';
  readonly [safeToLog] = true;
  readonly port: number;

  constructor(port: number, owner: string, options?: ErrorOptions) {
    super(
      `port ${port} is taken (${owner}): stop the process that uses it, or start with --port-offset N`,
      options,
    );
    this.port = port;
  }
}
