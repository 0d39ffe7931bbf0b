import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const LONGEST_MS = 30 * 60_000;

/** A program of this folder as a process of its own, so that what is measured has a core to itself. */
function startChild(program: string, settings: unknown): ChildProcess {
  const file = new URL(`./processes/${program}.ts`, import.meta.url).pathname;
  return spawn(process.execPath, [file, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
}

async function firstLine(child: ChildProcess, program: string): Promise<unknown> {
  if (child.stdout === null) throw new Error(`${program} has no output`);
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error(`${program} ended without a result`);
}

/** Runs it to its end and gives what it says. */
export async function runChild<T>(program: string, settings: unknown): Promise<T> {
  const child = startChild(program, settings);
  const ended = once(child, 'close');
  const result = await firstLine(child, program);
  const [code, signal] = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}`);
  return result as T;
}

/** Runs it until it is stopped; it says one thing when it is ready, and ends when its standard input does. */
export async function startServer<T>(
  program: string,
  settings: unknown,
): Promise<T & { readonly stop: () => Promise<void> }> {
  const child = startChild(program, settings);
  const said = (await firstLine(child, program)) as T;
  return {
    ...said,
    stop: async () => {
      const gone = once(child, 'close');
      child.stdin?.end();
      await gone;
    },
  };
}
