import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { AttackDiedError } from './errors.ts';
import { findPinned } from './pinned.ts';
import { simulatedYear } from './simulated-year.fixture.ts';

/** Processes that this one has started and that are not over. */
const started = (): number[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);

it('takes nobody with it: a solver that is killed is an error, and the next attack is a whole one', async () => {
  const { puzzle, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
  let killed = false;
  const attack = findPinned(puzzle, hidden, {
    onProgress: () => {
      if (killed) return;
      killed = true;
      for (const pid of started()) process.kill(pid, 'SIGKILL');
    },
  });
  await expect(attack).rejects.toMatchObject({ name: 'AttackDiedError', ended: 'SIGKILL', lastWords: '' });
  expect(started()).toEqual([]);
  const small = simulatedYear({ seed: 'a', reports: 1500, months: 2 });
  expect(await findPinned(small.puzzle, small.hidden)).toEqual([]);
});

it('says with what it ended and what it wrote last, and no number of that', async () => {
  const { puzzle, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
  // V8 writes why where a process is aborted.
  const attack = findPinned(puzzle, hidden, {
    onProgress: () => {
      for (const pid of started()) process.kill(pid, 'SIGABRT');
    },
  });
  await expect(attack).rejects.toMatchObject({ ended: 'SIGABRT' });
  expect(new AttackDiedError('134', 'Fatal error at 12: 34 counts')).toMatchObject({
    lastWords: 'Fatal error at ##: ## counts',
  });
});
