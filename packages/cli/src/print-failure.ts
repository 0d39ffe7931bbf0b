import { RpcFailure } from '@waylight/service-kit/client';
import { explainRpcFailure } from './connection/explain-rpc-failure.ts';
import { EXIT, EXIT_NAMES, type ExitCode } from './exit-codes.ts';
import { CommandFailure } from './failure.ts';
import { escapeControls } from './terminal/escape-controls.ts';
import type { Style } from './terminal/style.ts';

/** JSON for commands that print JSON, so that a program reads their errors too. */
export type ErrorFormat = 'text' | 'json';

export type FailureOutput = {
  readonly printMessage: (line: string) => void;
  readonly errorStyle: Style;
  readonly signal: AbortSignal;
};

/** Prints an error with its remedy to stderr, and returns the exit code. */
export function printFailure(output: FailureOutput, error: unknown, format: ErrorFormat): ExitCode {
  if (output.signal.aborted) {
    if (format === 'json') printErrorDocument(output, EXIT.interrupted, 'stopped');
    else output.printMessage('stopped');
    return EXIT.interrupted;
  }
  const { exitCode, message, details } = describeFailure(error);
  if (format === 'json') {
    const status = error instanceof RpcFailure ? error.code : undefined;
    printErrorDocument(output, exitCode, message, details, status);
    return exitCode;
  }
  output.printMessage(`${output.errorStyle.red('error:')} ${message}`);
  for (const line of details) output.printMessage(exitCode === EXIT.bug ? line : `  ${line}`);
  return exitCode;
}

/** Prints `{"error": …}` on one line of stderr. `status` is the gRPC status of a failed call. */
export function printErrorDocument(
  { printMessage }: Pick<FailureOutput, 'printMessage'>,
  exitCode: ExitCode,
  message: string,
  details: readonly string[] = [],
  status?: string,
): void {
  const error = { code: EXIT_NAMES[exitCode], exitCode, status, message, details };
  printMessage(JSON.stringify({ error }));
}

type FailureDescription = Pick<CommandFailure, 'exitCode' | 'message' | 'details'>;

function describeFailure(error: unknown): FailureDescription {
  const failure = error instanceof RpcFailure ? explainRpcFailure(error) : error;
  if (failure instanceof CommandFailure)
    // Escaped, because a message may quote text from a file or a server.
    return {
      exitCode: failure.exitCode,
      message: escapeControls(failure.message),
      details: failure.details.map(escapeControls),
    };
  return {
    exitCode: EXIT.bug,
    message: 'internal error; please report it with these lines',
    details: [
      error instanceof Error ? (error.stack ?? error.message) : 'a value that is not an Error was thrown',
    ],
  };
}
