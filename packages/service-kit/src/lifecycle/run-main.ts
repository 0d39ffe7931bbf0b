import process from 'node:process';
import closeWithGrace from 'close-with-grace';
import { ConfigError } from '../config/config-error.ts';
import { toLoggableError } from '../log/loggable-error.ts';
import { isSafeToLog } from '../safe-error.ts';

/** What `main.ts` runs: a whole service, or several in one process. */
export type Runnable = {
  readonly start: (signal: AbortSignal) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type RunOptions = {
  /** After this the process ends, whatever is still busy. Longer than all stop timeouts inside it together. */
  readonly forcedExitMs?: number;
  /** Where the one line about a failed start goes. */
  readonly print?: (line: string) => void;
};

// sysexits.h: the configuration is wrong, and starting again won't help.
const exitConfig = 78;

/**
 * Runs until SIGTERM, SIGINT or SIGHUP, stops in order and exits: 0 after a clean stop, 78 for a wrong configuration,
 * 1 for anything else. A second signal, or `forcedExitMs`, ends the process at once with 1.
 */
export async function runMain(
  create: () => Runnable | Promise<Runnable>,
  options: RunOptions = {},
): Promise<void> {
  const { forcedExitMs = 30_000, print = (line: string) => process.stderr.write(`${line}\n`) } = options;
  const starting = new AbortController();
  let runnable: Runnable | undefined;
  let started: Promise<void> | undefined;

  const grace = closeWithGrace({ delay: forcedExitMs, logger: null }, async ({ err }) => {
    if (err !== undefined) print(describe(err));
    starting.abort(new Error('stopped while starting'));
    await started?.catch(() => undefined);
    await runnable?.stop();
  });

  try {
    runnable = await create();
    started = runnable.start(starting.signal);
    await started;
  } catch (error) {
    if (starting.signal.aborted) return;
    grace.uninstall();
    print(describe(error));
    process.exitCode = error instanceof ConfigError ? exitConfig : 1;
    setTimeout(() => process.exit(), forcedExitMs).unref();
  }
}

/** Our own errors say it in a line; of any other, its message left out (it may quote a report), where it was thrown. */
function describe(error: unknown): string {
  if (isSafeToLog(error)) return error.message;
  const { name, code, frames } = toLoggableError(error);
  return [
    `unexpected: ${name}${code === null ? '' : ` (${code})`}`,
    ...frames.map((frame) => `  at ${frame}`),
  ].join('\n');
}
