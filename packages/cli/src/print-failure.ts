import { RpcFailure } from '@waylight/service-kit/client';
import { explainRpcFailure } from './connection/explain-rpc-failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { CommandFailure } from './failure.ts';
import type { Kit } from './kit.ts';
import { escapeControls } from './terminal/escape-controls.ts';

/** Says on stderr what was wrong and what to do, and tells the exit code. */
export function printFailure(
  kit: Pick<Kit, 'printMessage' | 'errorStyle' | 'signal'>,
  error: unknown,
): ExitCode {
  if (kit.signal.aborted) {
    kit.printMessage('stopped');
    return EXIT.interrupted;
  }
  const failure = error instanceof RpcFailure ? explainRpcFailure(error) : error;
  if (failure instanceof CommandFailure) {
    // Both may quote a file, or what a server said.
    kit.printMessage(`${kit.errorStyle.red('error:')} ${escapeControls(failure.message)}`);
    for (const line of failure.details) kit.printMessage(`  ${escapeControls(line)}`);
    return failure.exitCode;
  }
  kit.printMessage(
    `${kit.errorStyle.red('error:')} this is a defect of ours; please report it with what follows`,
  );
  kit.printMessage(
    error instanceof Error ? (error.stack ?? error.message) : 'something that is no error was thrown',
  );
  return EXIT.bug;
}
