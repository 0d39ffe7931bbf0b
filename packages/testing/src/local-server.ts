import { dirname } from 'node:path';
import type { RunningDependency } from './dependency.ts';
import { type GuardedProcess, startGuardedProcess } from './guarded-process.ts';
import { type WaitOptions, waitFor } from './wait.ts';

/** A broker or store of one test, which it may stop, kill and restart with the same data. */
export type LocalServer = RunningDependency & {
  /** The server's pid; undefined while it is down. */
  pid(): number | undefined;
  /** The folder of its data and log. */
  readonly folder: string;
  /** Sends a signal to the server, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void;
  /** Ends the server like a crash. Its data on disk is kept. */
  kill(): Promise<void>;
  /** Returns true after the server ended, by `kill` or by itself. */
  hasExited(): boolean;
  /** Restarts an ended server with the same ports and data. */
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
  /** Removes the files of the server. */
  readonly cleanUp: () => Promise<void>;
};

/** Starts the command under a guard and waits until it responds. @throws Error when it ends, or after a deadline. */
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
    // Resumes the server first, because a suspended server would not receive the signal to end.
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
