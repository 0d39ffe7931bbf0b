import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('./guard.ts', import.meta.url));

export type GuardedProcess = {
  /** The guard's pid. The command's process group ends together with the guard. */
  readonly pid: number | undefined;
  /** The command's pid; undefined before its start and after its end. */
  commandPid(): number | undefined;
  hasExited(): boolean;
  /** Sends a signal to the command. Returns false before its start and after its end. */
  signal(signal: NodeJS.Signals): boolean;
  stop(): Promise<void>;
};

/** Starts a command that cannot outlive this process, however this process ends. */
export function startGuardedProcess(
  command: string,
  args: readonly string[],
  logFile: string,
): GuardedProcess {
  const pidFile = `${logFile}.pid`;
  rmSync(pidFile, { force: true });
  const guard: ChildProcess = spawn(process.execPath, [GUARD, logFile, command, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const hasExited = (): boolean => guard.exitCode !== null || guard.signalCode !== null;
  const commandPid = (): number | undefined => {
    if (hasExited()) return undefined;
    try {
      return Number(readFileSync(pidFile, 'utf8'));
    } catch {
      return undefined;
    }
  };
  guard.unref();
  return {
    pid: guard.pid,
    commandPid,
    hasExited,
    signal: (signal) => {
      const pid = commandPid();
      try {
        return pid !== undefined && process.kill(pid, signal);
      } catch {
        return false;
      }
    },
    stop: async () => {
      if (hasExited()) return;
      const gone = once(guard, 'exit', { signal: AbortSignal.timeout(10_000) });
      guard.ref();
      guard.stdin?.end();
      await gone.catch(() => guard.kill('SIGKILL'));
    },
  };
}
