import { PassThrough, Readable } from 'node:stream';
import type { Command } from 'commander';
import { type ContextOptions, createCommandContext } from '../command-context.ts';
import type { CliEnvironment } from '../config.ts';
import type { ExitCode } from '../exit-codes.ts';
import { createProgram, runProgram } from '../program.ts';

type RunOptions = {
  readonly cwd?: string;
  readonly env?: Partial<CliEnvironment>;
  readonly stdin?: string;
};

export type CommandRun = { readonly exit: ExitCode; readonly out: string; readonly err: string };

/** Runs a command line in this process, and returns its exit code and its output. */
export async function runCommand(args: readonly string[], options?: RunOptions): Promise<CommandRun> {
  const inputs = contextOptions(options);
  const exit = await runProgram(inputs, args);
  return { exit, ...readOutput(inputs) };
}

/** The context of a command, and a function that reads what was printed. */
export function contextForTests(options?: RunOptions) {
  const inputs = contextOptions(options);
  return { context: createCommandContext(inputs), read: () => readOutput(inputs) };
}

function readOutput({ stdout, stderr }: ReturnType<typeof contextOptions>) {
  const read = (stream: PassThrough): string => {
    const chunks: Buffer[] = [];
    for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  return { out: read(stdout), err: read(stderr) };
}

/** The program with all its commands. */
export const loadProgram = (): Promise<Command> => createProgram(createCommandContext(contextOptions()));

function contextOptions({ cwd = '/', env, stdin = '' }: RunOptions = {}) {
  return {
    stdin: Readable.from([stdin]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: { noColour: true, ...env },
    cwd,
    signal: new AbortController().signal,
  } satisfies ContextOptions;
}
