import { dirname } from 'node:path';
import type { RunningDependency } from './dependency.ts';
import { type GuardedProcess, startGuardedProcess } from './guarded-process.ts';
import { type WaitOptions, waitFor } from './wait.ts';

/** A broker or store of a test's own, which may be stopped, killed and started again on the same data. */
export type LocalServer = RunningDependency & {
  /** Of the server itself; undefined while it is away. */
  pid(): number | undefined;
  /** Where its data and its log lie. */
  readonly folder: string;
  /** To the server itself, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it as a crash would. What it holds on disk stays. */
  kill(): Promise<void>;
  /** Whether it has ended, by `kill` or by itself. */
  hasExited(): boolean;
  /** After it has ended: again, on the same ports and data. */
  start(): Promise<void>;
};

export type LocalServerOptions = {
  readonly name: string;
  readonly address: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly isReady: () => Promise<boolean>;
  readonly wait: WaitOptions;
  /** Removes what it leaves behind. */
  readonly cleanUp: () => Promise<void>;
};

/** Starts the command under a guard and waits until it answers. @throws Error when it ends, or does not answer in time. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  let running: GuardedProcess;
  const start = async (): Promise<void> => {
    const started = startGuardedProcess(options.command, options.args, options.logFile);
    running = started;
    await waitFor(
      `${options.name} to answer`,
      () => {
        if (started.hasExited()) throw new Error(`${options.name} ended`);
        return options.isReady();
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
      await waitFor(`${options.name} to be gone`, () => running.hasExited());
    },
    hasExited: () => running.hasExited(),
    start,
    stop: async () => {
      await stop();
      await options.cleanUp();
    },
  };
}
