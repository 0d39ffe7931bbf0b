import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const LONGEST_MS = 30 * 60_000;

/** Starts a program of this folder as a process, so that the measured one has a core to itself. */
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

/** Runs a program to its end, and returns its result. */
export async function runChild<T>(program: string, settings: unknown): Promise<T> {
  const child = startChild(program, settings);
  const ended = once(child, 'close');
  const result = await firstLine(child, program);
  const [code, signal] = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}`);
  return result as T;
}

/** Starts a server and waits for the line that it prints when ready. It ends with its standard input. */
export async function startServer<T>(
  program: string,
  settings: unknown,
): Promise<T & { readonly stop: () => Promise<void> }> {
  const child = startChild(program, settings);
  const ready = (await firstLine(child, program)) as T;
  return {
    ...ready,
    stop: async () => {
      const closed = once(child, 'close');
      child.stdin?.end();
      await closed;
    },
  };
}
