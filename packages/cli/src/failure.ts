import { EXIT, type ExitCode } from './exit-codes.ts';

/** An error for the user of a command: the message states the problem, `details` the remedy. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly code = 'COMMAND_FAILED';
  readonly exitCode: ExitCode;
  /** Further lines, such as places, nearest candidates and the next step. */
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
