import { EXIT, type ExitCode } from './exit-codes.ts';

/** A command that ends without its result, in words for the person who gave it: what was wrong, then what to do. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly code = 'COMMAND_FAILED';
  readonly exitCode: ExitCode;
  /** Further lines: where it was, the nearest candidates, what to do. */
  readonly details: readonly string[];

  constructor(exitCode: ExitCode, message: string, details: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** Wrong flags, or a file that can't be read. */
export const usageFailure = (message: string, ...details: string[]): CommandFailure =>
  new CommandFailure(EXIT.usage, message, details);

/** What was asked can't be done: invalid, in conflict, stale or not there. */
export const refusedFailure = (message: string, ...details: string[]): CommandFailure =>
  new CommandFailure(EXIT.refused, message, details);
