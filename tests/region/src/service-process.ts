import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment, waitFor } from '@waylight/testing';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Halves the start of a program: Node.js keeps what it has compiled, by the content of each file. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(ROOT, '.waylight/cache/node') } as const;

/**
 * The environment of a service with the heap that Node.js takes by itself on a machine of 1 GiB, which a node is run on: a
 * quarter. On a larger one it leaves garbage lying until gigabytes are full, and nobody could tell that from growth.
 */
export const HEAP_OF_1_GIB = { NODE_OPTIONS: '--max-old-space-size=256' } as const;

// A test run that ends takes its services with it.
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export type ServiceName = 'intake' | 'aggregation' | 'insights';

export type ServiceProcess = {
  readonly name: string;
  /** Its configuration. */
  readonly env: Readonly<Record<string, string>>;
  /** Settings that it has from its next start on. */
  readonly reconfigure: (changed: Readonly<Record<string, string>>) => void;
  readonly pid: () => number | undefined;
  /** Everything that it has written to standard output and standard error, over all its lives. */
  readonly output: () => string;
  /** What its metrics say now; empty while it is away. */
  readonly metrics: () => Promise<string>;
  readonly isReady: () => Promise<boolean>;
  /** What it says of whether it is ready: its checks by name; empty while it is away. */
  readonly readiness: () => Promise<string>;
  readonly hasExited: () => boolean;
  /** Starts it and does not wait. */
  readonly launch: () => Promise<void>;
  /** Starts it and waits until it is ready. */
  readonly start: () => Promise<void>;
  /** Ends it as a crash would, and waits until it is gone. */
  readonly kill: (signal?: 'SIGKILL' | 'SIGABRT') => Promise<void>;
  readonly killAndRestart: () => Promise<void>;
  /** To the process as it is, such as SIGSTOP; false where it is away. */
  readonly signal: (signal: NodeJS.Signals) => boolean;
  /** To a program of a test's own. */
  readonly send: (message: Serializable) => void;
  /** What a program of a test's own says, over all its lives; answers how to listen no more. */
  readonly onMessage: (listener: (message: unknown) => void) => () => void;
  readonly stop: () => Promise<void>;
  /** Where the process runs: a dump of its memory would lie here. */
  readonly cwd: string;
};

export type ServiceProcessOptions = {
  readonly service: ServiceName;
  readonly name: string;
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly opsPort: number;
  readonly args?: readonly string[];
  /** Runs this program of a test's own instead of the service's main; it has a channel to this process. */
  readonly program?: string | undefined;
};

const READY_MS = 200_000;
const STOP_MS = 20_000;

/** A service as an operating-system process of its own. It ends with this process, however this one ends. */
export function createServiceProcess({
  service,
  name,
  dir,
  env,
  opsPort,
  args = [],
  program,
}: ServiceProcessOptions): ServiceProcess {
  const cwd = join(dir, `cwd-${name}`);
  const written: string[] = [];
  let reconfigured: Readonly<Record<string, string>> = {};
  const listeners = new Set<(message: unknown) => void>();
  let child: ChildProcess | undefined;

  const answer = async (path: string): Promise<Response | undefined> => {
    try {
      return await fetch(`http://127.0.0.1:${opsPort}${path}`, { signal: AbortSignal.timeout(2_000) });
    } catch {
      return undefined;
    }
  };
  const hasExited = () => child === undefined || child.exitCode !== null || child.signalCode !== null;
  const isReady = async () => (await answer('/health/ready'))?.status === 200;

  const launch = async () => {
    await mkdir(cwd, { recursive: true });
    // The shell turns core dumps off, as the unit file and the container do; `exec` leaves the pid to the service.
    const main = program ?? join(ROOT, 'services', service, 'src', 'main.ts');
    child = spawn('/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, main, ...args], {
      cwd,
      env: { ...bareEnvironment(), ...COMPILE_CACHE, ...env, ...reconfigured },
      stdio: ['ignore', 'pipe', 'pipe', ...(program === undefined ? [] : (['ipc'] as const))],
    });
    const keep = (data: Buffer) => written.push(data.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('message', (message) => {
      for (const listener of listeners) listener(message);
    });
    const started = child;
    running.add(started);
    started.once('exit', () => running.delete(started));
  };

  const start = async () => {
    await launch();
    await waitFor(
      `${name} to be ready`,
      async () => {
        if (hasExited()) throw new Error(`${name} ended at its start: ${written.join('').slice(-3_000)}`);
        return isReady();
      },
      { deadlineMs: READY_MS, everyMs: 50 },
    ).catch((error) => {
      throw new Error(`${name}: ${written.join('').slice(-3_000)}`, { cause: error });
    });
  };

  const end = async (signal: NodeJS.Signals) => {
    if (child === undefined || hasExited()) return;
    const left = once(child, 'exit', { signal: AbortSignal.timeout(STOP_MS) });
    child.kill(signal);
    // One that was stopped takes no other signal than SIGKILL before it goes on.
    child.kill('SIGCONT');
    await left;
  };

  return {
    name,
    get env() {
      return { ...env, ...reconfigured };
    },
    cwd,
    reconfigure: (changed) => {
      reconfigured = { ...reconfigured, ...changed };
    },
    pid: () => child?.pid,
    output: () => written.join(''),
    metrics: async () => (await (await answer('/metrics'))?.text()) ?? '',
    isReady,
    readiness: async () => (await (await answer('/health/ready'))?.text()) ?? '',
    hasExited,
    launch,
    start,
    kill: (signal = 'SIGKILL') => end(signal),
    killAndRestart: async () => {
      await end('SIGKILL');
      await start();
    },
    signal: (signal) => !hasExited() && child?.kill(signal) === true,
    send: (message) => {
      // It may end at this very moment: then it hears no more.
      if (!hasExited() && child?.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => end('SIGTERM').catch(() => end('SIGKILL')),
  };
}
