import process from 'node:process';
import closeWithGrace from 'close-with-grace';
import { ConfigError } from '../config/config-error.ts';
import { toLoggableError } from '../log/loggable-error.ts';
import { isSafeToLog } from '../safe-error.ts';

/** A whole service, or several in one process, run by `main.ts`. */
export type Runnable = {
  readonly start: (signal: AbortSignal) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type RunOptions = {
  /** If stopping takes longer than this, the process exits by force. Must exceed the sum of all stop timeouts of the components. */
  readonly forcedExitMs?: number;
  /** Receives the message of a failed start; writes to standard error by default. */
  readonly print?: (line: string) => void;
};

// EX_CONFIG of sysexits.h: a restart does not help.
const exitConfig = 78;

/**
 * Runs until SIGTERM, SIGINT or SIGHUP, then stops in order. Exit codes: 0 after a clean stop, 78 for a wrong configuration, 1 for
 * everything else. A second signal, or `forcedExitMs`, ends the process at once with 1.
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

/** Returns the message of a safe error. For any other error, returns name and frames, because its message may quote a report. */
function describe(error: unknown): string {
  if (isSafeToLog(error)) return error.message;
  const { name, code, frames } = toLoggableError(error);
  return [
    `unexpected: ${name}${code === null ? '' : ` (${code})`}`,
    ...frames.map((frame) => `  at ${frame}`),
  ].join('\n');
}
