import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bareEnvironment } from '@waylight/testing';
import { ROOT } from '@waylight/tests-region';

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type RunningCommand = {
  readonly ended: Promise<Ran>;
  /** Ends it as a crash would. */
  readonly kill: () => void;
  readonly output: () => string;
  /** Undefined while it runs; null where a signal ended it. */
  readonly code: () => number | null | undefined;
};

const LONGEST_MS = 120_000;

/** `waylight` as a process of its own, against the region whose folder is `dir`. */
export function startWaylight(dir: string, args: readonly string[]): RunningCommand {
  const main = join(ROOT, 'packages/cli/src/main.ts');
  const child = spawn(process.execPath, [main, ...args, '--data', dir], {
    cwd: dir,
    env: { ...bareEnvironment(), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  let ended: number | null | undefined;
  child.once('close', (code) => {
    ended = code;
  });
  return {
    code: () => ended,
    ended: once(child, 'close').then(([code]) => ({ code, stdout, stderr })),
    kill: () => child.kill('SIGKILL'),
    output: () => stdout + stderr,
  };
}

export const waylight = (dir: string, args: readonly string[]): Promise<Ran> =>
  startWaylight(dir, args).ended;

const MOST_ATTEMPTS = 6;

/** Runs it again until it is done: what an operator does, and what must finish whatever was killed meanwhile. */
export async function waylightUntilDone(dir: string, args: readonly string[]): Promise<Ran> {
  let ran = await waylight(dir, args);
  for (let attempt = 1; ran.code !== 0 && attempt < MOST_ATTEMPTS; attempt++) ran = await waylight(dir, args);
  if (ran.code !== 0)
    throw new Error(`waylight ${args.join(' ')} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`);
  return ran;
}
