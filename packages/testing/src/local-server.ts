import { dirname } from 'node:path';
import { type GuardedProcess, startGuarded } from './guarded-process.ts';
import type { RunningPart } from './part.ts';
import { type WaitOptions, waitFor } from './wait.ts';

/** A broker or store of a test's own, which may be stopped, killed and started again on the same data. */
export type LocalServer = RunningPart & {
  /** Of the server itself; undefined while it is away. */
  pid(): number | undefined;
  /** Where its data and its log lie. */
  readonly folder: string;
  /** To the server itself, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it as a crash would. What it holds on disk stays. */
  kill(): Promise<void>;
  /** Whether it has ended, by `kill` or by itself. */
  gone(): boolean;
  /** After it has ended: again, on the same ports and data. */
  start(): Promise<void>;
};

export type LocalServerOptions = {
  readonly name: string;
  readonly address: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly answers: () => Promise<boolean>;
  readonly wait: WaitOptions;
  /** Removes what it leaves behind. */
  readonly cleanUp: () => Promise<void>;
};

/** Starts the command under a guard and waits until it answers. @throws Error when it ends, or does not answer in time. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  let running: GuardedProcess;
  const start = async (): Promise<void> => {
    const started = startGuarded(options.command, options.args, options.logFile);
    running = started;
    await waitFor(
      `${options.name} to answer`,
      () => {
        if (started.exited()) throw new Error(`${options.name} ended`);
        return options.answers();
      },
      options.wait,
    );
  };
  const stop = async (): Promise<void> => {
    // One that was stopped would not notice that it is to end.
    running.signal('SIGCONT');
    await running.stop();
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address: options.address,
    folder: dirname(options.logFile),
    pid: () => running.commandPid(),
    signal: (signal) => {
      running.signal(signal);
    },
    kill: async () => {
      running.signal('SIGKILL');
      await waitFor(`${options.name} to be gone`, () => running.exited());
    },
    gone: () => running.exited(),
    start,
    stop: async () => {
      await stop();
      await options.cleanUp();
    },
  };
}
