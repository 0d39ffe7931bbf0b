import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { readCliEnvironment, runProgram } from '@waylight/cli';
import { bareEnvironment } from '@waylight/testing';
import { COMPILE_CACHE, ROOT } from '@waylight/tests-region';

const BIN = join(ROOT, 'packages/cli/bin/waylight.js');
const LONGEST_MS = 100_000;
const MOST_ATTEMPTS = 6;

/** The exit code is null after a signal. */
export type CommandResult = { readonly code: number | null; readonly out: string; readonly err: string };

type StartOptions = {
  readonly stdin?: string;
  /** Called with stdout so far, and the process, for each chunk. */
  readonly onOut?: (out: string, kill: (signal: NodeJS.Signals) => void) => void;
};

export type RunningCommand = {
  readonly result: Promise<CommandResult>;
  readonly kill: (signal: NodeJS.Signals) => void;
};

/** Runs `waylight` in a process, with the region's folder in its environment. */
export function startWaylight(
  dataDir: string,
  args: readonly string[],
  { stdin = '', onOut }: StartOptions = {},
): RunningCommand {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...bareEnvironment(), ...COMPILE_CACHE, WAYLIGHT_DATA: dataDir, NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    out += more;
    onOut?.(out, kill);
  });
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    err += more;
  });
  child.stdin.end(stdin);
  return { kill, result: once(child, 'close').then(([code]) => ({ code, out, err })) };
}

/** Runs `waylight` in this process, which takes a quarter of the time of a process of its own. */
export async function runWaylight(
  dataDir: string,
  args: readonly string[],
  { stdin = '' }: Pick<StartOptions, 'stdin'> = {},
): Promise<CommandResult> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const written = Promise.all([text(stdout), text(stderr)]);
  const context = {
    ...{ stdin: Readable.from([stdin]), stdout, stderr },
    env: readCliEnvironment({ WAYLIGHT_DATA: dataDir, NO_COLOR: '1' }),
    cwd: process.cwd(),
    signal: AbortSignal.timeout(LONGEST_MS),
  };
  const code = await runProgram(context, args);
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code, out, err };
}

/** Repeats a command until it succeeds, like an operator after a failure. */
export async function runWaylightUntilDone(dataDir: string, args: readonly string[]): Promise<CommandResult> {
  let ran = await runWaylight(dataDir, args);
  for (let attempt = 1; ran.code !== 0 && attempt < MOST_ATTEMPTS; attempt++)
    ran = await runWaylight(dataDir, args);
  if (ran.code !== 0)
    throw new Error(`waylight ${args.join(' ')} ended with ${ran.code}: ${ran.out}${ran.err}`);
  return ran;
}
