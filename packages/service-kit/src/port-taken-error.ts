import { safeToLog } from './safe-error.ts';

/** Another process listens on the port. The message is one line that says which port, whose it is, and what to do. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly code = 'PORT_TAKEN';
  readonly [safeToLog] = true;
  readonly port: number;

  constructor(port: number, owner: string, options?: ErrorOptions) {
    super(`port ${port} is taken (${owner}): stop what uses it or start with --port-offset N`, options);
    this.port = port;
  }
}
