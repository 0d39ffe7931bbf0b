import { explainRpcFailure } from './connection/explain-rpc-failure.ts';
import { RpcFailure } from './connection/rpc-failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { CommandFailure } from './failure.ts';
import type { Kit } from './kit.ts';
import { printable } from './terminal/printable.ts';

/** Says on stderr what was wrong and what to do, and tells the exit code. */
export function explain(kit: Pick<Kit, 'say' | 'errorStyle' | 'signal'>, error: unknown): ExitCode {
  if (kit.signal.aborted) {
    kit.say('stopped');
    return EXIT.interrupted;
  }
  const failure = error instanceof RpcFailure ? explainRpcFailure(error) : error;
  if (failure instanceof CommandFailure) {
    // Both may quote a file, or what a server said.
    kit.say(`${kit.errorStyle.red('error:')} ${printable(failure.message)}`);
    for (const line of failure.details) kit.say(`  ${printable(line)}`);
    return failure.exitCode;
  }
  kit.say(`${kit.errorStyle.red('error:')} this is a defect of ours; please report it with what follows`);
  kit.say(error instanceof Error ? (error.stack ?? error.message) : 'something that is no error was thrown');
  return EXIT.bug;
}
