import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment, waitFor } from '@waylight/testing';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A cache of compiled modules, which halves the start of a program. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(ROOT, '.waylight/cache/node') } as const;

/**
 * The environment of a service with the default heap of Node.js on a machine of 1 GiB: a quarter. On larger machines garbage
 * fills gigabytes before a collection, which looks like growth.
 */
export const HEAP_OF_1_GIB = { NODE_OPTIONS: '--max-old-space-size=256' } as const;

// Services end with their test run.
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export type ServiceName = 'intake' | 'aggregation' | 'insights';

export type ServiceProcess = {
  readonly name: string;
  /** Its environment variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that apply from the next start of the process. */
  readonly reconfigure: (changed: Readonly<Record<string, string>>) => void;
  /** The source tree of another version, from the next start of the process. Undefined: this tree. */
  readonly runFrom: (root: string | undefined) => void;
  readonly pid: () => number | undefined;
  /** Its standard output and standard error, over all starts. */
  readonly output: () => string;
  /** Its current metrics; empty while it is down. */
  readonly metrics: () => Promise<string>;
  readonly isReady: () => Promise<boolean>;
  /** Its readiness checks by name; empty while it is down. */
  readonly readiness: () => Promise<string>;
  readonly hasExited: () => boolean;
  /** Starts it without waiting. */
  readonly launch: () => Promise<void>;
  /** Starts it and waits until it is ready. */
  readonly start: () => Promise<void>;
  /** Kills the process like a crash, and waits for its end. */
  readonly kill: (signal?: 'SIGKILL' | 'SIGABRT') => Promise<void>;
  readonly killAndRestart: () => Promise<void>;
  /** Sends a signal such as SIGSTOP. Returns false while it is down. */
  readonly signal: (signal: NodeJS.Signals) => boolean;
  /** Sends a message to a test program. */
  readonly send: (message: Serializable) => void;
  /** Listens to messages of a test program, over all starts. Returns a function that stops listening. */
  readonly onMessage: (listener: (message: unknown) => void) => () => void;
  readonly stop: () => Promise<void>;
  /** The working directory, where a memory dump would be. */
  readonly cwd: string;
};

export type ServiceProcessOptions = {
  readonly service: ServiceName;
  readonly name: string;
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly opsPort: number;
  readonly args?: readonly string[];
  /** A test program to run instead of the service's main, with an IPC channel. */
  readonly program?: string | undefined;
};

const READY_MS = 200_000;
const STOP_MS = 20_000;

/** A service in its own process. It ends with this process, however this one ends. */
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
  let root = ROOT;
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
    // The shell turns core dumps off, like the container image does; `exec` keeps the pid.
    const main = join(root, relative(ROOT, program ?? join(ROOT, 'services', service, 'src', 'main.ts')));
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
        if (hasExited()) throw new Error(`${name} ended during its start: ${written.join('').slice(-3_000)}`);
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
    // A suspended process receives no other signal than SIGKILL before it continues.
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
    runFrom: (other = ROOT) => {
      root = other;
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
      // The process may be ending, and then its channel is closed.
      if (!hasExited() && child?.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => end('SIGTERM').catch(() => end('SIGKILL')),
  };
}
