// The thread that attacks: it takes one task, tells how far it is, and replies once. Started by attack-apart.ts.
import { parentPort, workerData } from 'node:worker_threads';
import type { Message, Task } from './attack-apart.ts';
import { ContradictionError } from './errors.ts';
import { learntBy } from './learnt-by.ts';
import { loadHighs } from './load-highs.ts';
import { pinnedAmong } from './pinned-among.ts';

if (parentPort === null) throw new Error('this file is the entry of a thread');
const { postMessage } = parentPort;
const send: (message: Message) => void = postMessage.bind(parentPort);

try {
  send(attack(await loadHighs(), workerData));
} catch (error) {
  // Of errors, only the language's own cross to another thread as what they are.
  send(error instanceof ContradictionError ? { kind: 'contradiction' } : { kind: 'failed', error });
}

function attack(highs: Awaited<ReturnType<typeof loadHighs>>, task: Task): Message {
  const tell = (checked: number, of: number) => send({ kind: 'checked', checked, of });
  switch (task.kind) {
    case 'pinned':
      return { kind: 'pinned', pinned: pinnedAmong(highs, task.puzzle, task.hidden, tell) };
    case 'learnt':
      return { kind: 'learnt', learnt: learntBy(highs, task.puzzle, task.hidden, task.attackers, tell) };
  }
}
