import { safeToLog } from '@waylight/service-kit';

/**
 * The node refuses to start. The message is one line that names the remedy, and contains no key or report.
 */
export class NodeStartError extends Error {
  override readonly name = 'NodeStartError';
  readonly code = 'NODE_START_REFUSED';
  readonly [safeToLog] = true;
}
