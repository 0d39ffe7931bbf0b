// The process that attacks: it takes one task, tells how far it is, and replies once. Started by attack-apart.ts.
import process from 'node:process';
import type { Message, Task } from './attack-apart.ts';
import { attackHere } from './attack-here.ts';
import { ContradictionError } from './errors.ts';
import { loadHighs } from './load-highs.ts';

const askedBy = process.ppid;
const send = (message: Message): void => {
  // Whoever asked was killed: that shows here, because a solve lets no event through.
  if (process.ppid !== askedBy) process.exit();
  process.send?.(message);
};

process.once('message', (task: Task) => void attack(task));
// Whoever asked is gone.
process.once('disconnect', () => process.exit());

async function attack(task: Task): Promise<void> {
  try {
    send(attackHere(await loadHighs(), task, (checked, of) => send({ kind: 'checked', checked, of })));
  } catch (error) {
    // Of errors, only the language's own cross to another process as what they are.
    send(error instanceof ContradictionError ? { kind: 'contradiction' } : { kind: 'failed', error });
  }
}
