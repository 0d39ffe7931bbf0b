import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, OpenTarget } from '../fuzz-target.ts';
import type { ProgramTargetName } from './program-target.ts';

const PROGRAM = fileURLToPath(new URL('./child-process.ts', import.meta.url));
const READY_MS = 60_000;

export type ProgramTargetOptions = {
  /** Number of inputs at the same time. */
  readonly readers: number;
  readonly withinMs: number;
  readonly mostMib: number | undefined;
};

/** Opens a part of a program in processes of their own: each handles one input after the other. */
export async function openProgramTarget(
  target: ProgramTargetName,
  { readers, withinMs, mostMib }: ProgramTargetOptions,
): Promise<OpenTarget> {
  const all = await Promise.all(Array.from({ length: readers }, () => startReader(target, withinMs)));
  const idle = [...all];
  return {
    send: async (random) => {
      const reader = idle.pop();
      if (reader === undefined) throw new Error('there are more inputs at the same time than readers');
      try {
        return await reader.handle(random.between(0, 2 ** 32 - 1));
      } finally {
        idle.push(reader);
      }
    },
    watchedProcesses: () =>
      all.map(({ pid }, n) => ({
        name: `${target} reader ${n + 1}`,
        pid,
        ...(mostMib !== undefined && { mostMib }),
      })),
    close: async () => {
      await Promise.all(all.map((reader) => reader.close()));
    },
  };
}

type Reader = {
  readonly handle: (seed: number) => Promise<Answer>;
  readonly pid: () => number | undefined;
  readonly close: () => Promise<void>;
};

/** An input that exceeds `withinMs` hangs: its process is killed, and the next input gets a new one. */
async function startReader(target: ProgramTargetName, withinMs: number): Promise<Reader> {
  let child = await start(target);
  return {
    pid: () => child.pid,
    handle: async (seed) => {
      const current = child;
      const { promise, resolve } = Promise.withResolvers<Answer | string>();
      const timer = setTimeout(() => resolve(`it took more than ${withinMs} ms`), withinMs);
      const onAnswer = (message: { readonly answer: Answer }) => resolve(message.answer);
      const onExit = (code: number | null, signal: string | null) =>
        resolve(`the process ended: ${code ?? signal}`);
      current.once('message', onAnswer).once('exit', onExit).send(seed);
      const answer = await promise;
      clearTimeout(timer);
      current.off('message', onAnswer).off('exit', onExit);
      if (typeof answer !== 'string') return answer;
      current.kill('SIGKILL');
      child = await start(target);
      return { code: 'no answer', defects: [`${answer} (${target} seed ${seed})`] };
    },
    close: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function start(target: ProgramTargetName): Promise<ChildProcess> {
  const child = fork(PROGRAM, [target], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message', { signal: AbortSignal.timeout(READY_MS) });
  return child;
}
