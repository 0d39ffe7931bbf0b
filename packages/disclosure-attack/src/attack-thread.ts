// The thread that attacks: it takes one task, tells how far it is, and replies once. Started by attack-apart.ts.
import { parentPort, workerData } from 'node:worker_threads';
import type { Message } from './attack-apart.ts';
import { attackHere } from './attack-here.ts';
import { ContradictionError } from './errors.ts';
import { loadHighs } from './load-highs.ts';

if (parentPort === null) throw new Error('this file is the entry of a thread');
const { postMessage } = parentPort;
const send: (message: Message) => void = postMessage.bind(parentPort);

try {
  const tell = (checked: number, of: number) => send({ kind: 'checked', checked, of });
  send(attackHere(await loadHighs(), workerData, tell));
} catch (error) {
  // Of errors, only the language's own cross to another thread as what they are.
  send(error instanceof ContradictionError ? { kind: 'contradiction' } : { kind: 'failed', error });
}
