import { safeToLog } from '@waylight/service-kit';

/** The node must not start like this. The message is one line that says what to do, and quotes no key and no report. */
export class NodeStartError extends Error {
  override readonly name = 'NodeStartError';
  readonly code = 'NODE_START_REFUSED';
  readonly [safeToLog] = true;
}
