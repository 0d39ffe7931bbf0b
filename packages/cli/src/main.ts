import process from 'node:process';
import { readCliEnvironment } from './config.ts';
import { EXIT } from './exit-codes.ts';
import { runProgram } from './program.ts';

/** Time for a command to end its calls after Ctrl-C. */
const FORCED_EXIT_MS = 2000;

const { stdin, stdout, stderr } = process;
const context = {
  stdin,
  stdout,
  stderr,
  env: readCliEnvironment(),
  cwd: process.cwd(),
  signal: createInterruptSignal(),
};
process.exitCode = await runProgram(context, process.argv.slice(2));

/**
 * A signal that the first Ctrl-C (or SIGTERM) aborts. The process ends at once on a second Ctrl-C, or if the command takes
 * longer than FORCED_EXIT_MS. It ends without an error if its reader closes the pipe (`| head`).
 */
function createInterruptSignal(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    setTimeout(() => process.exit(EXIT.interrupted), FORCED_EXIT_MS).unref();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  return controller.signal;
}
