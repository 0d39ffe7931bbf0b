import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, OpenDoor } from '../door.ts';
import type { TargetName } from './target.ts';

const PROGRAM = fileURLToPath(new URL('./program.ts', import.meta.url));
const READY_MS = 60_000;

/**
 * A door into a program's inside, in a process of its own. One input after the other; one that takes longer than
 * `withinMs` hangs: its process is ended, and the next input gets a new one.
 */
export async function openInside(target: TargetName, withinMs: number): Promise<OpenDoor> {
  let child = await start(target);
  let turn: Promise<unknown> = Promise.resolve();
  const ask = async (seed: number): Promise<Answer> => {
    const asked = child;
    const { promise, resolve } = Promise.withResolvers<Answer | string>();
    const timer = setTimeout(() => resolve(`it took more than ${withinMs} ms`), withinMs);
    const told = (message: { readonly answer: Answer }) => resolve(message.answer);
    const ended = (code: number | null, signal: string | null) =>
      resolve(`the process ended: ${code ?? signal}`);
    asked.once('message', told).once('exit', ended).send(seed);
    const answer = await promise;
    clearTimeout(timer);
    asked.off('message', told).off('exit', ended);
    if (typeof answer !== 'string') return answer;
    asked.kill('SIGKILL');
    child = await start(target);
    return { code: 'no answer', defects: [`${answer} (${target} seed ${seed})`] };
  };
  return {
    send: (random) => {
      const seed = random.between(0, 2 ** 32 - 1);
      const answer = turn.then(() => ask(seed));
      turn = answer.catch(() => undefined);
      return answer;
    },
    watched: () => [{ name: `the ${target} reader`, pid: () => child.pid }],
    close: async () => {
      await turn;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function start(target: TargetName): Promise<ChildProcess> {
  const child = fork(PROGRAM, [target], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message', { signal: AbortSignal.timeout(READY_MS) });
  return child;
}
