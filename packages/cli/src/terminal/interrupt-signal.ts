import { EXIT } from '../exit-codes.ts';

/** How long a command may take to end its calls after Ctrl-C. */
const FORCED_EXIT_MS = 2000;

/**
 * A signal that the first Ctrl-C (or SIGTERM) aborts. A second one, or a command that doesn't end by then, ends the
 * process at once. A reader that hangs up (`| head`) ends it quietly.
 */
export function createInterruptSignal(process: NodeJS.Process): AbortSignal {
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
