import { EXIT, type ExitCode } from './exit-codes.ts';

/** An error for the user of a command: what was wrong, then what to do. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly code = 'COMMAND_FAILED';
  readonly exitCode: ExitCode;
  /** Further lines: places, nearest candidates, the way out. */
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

/** A request that is invalid, in conflict or stale, or names something that does not exist. */
export const refusedFailure = (message: string, ...details: string[]): CommandFailure =>
  new CommandFailure(EXIT.refused, message, details);
