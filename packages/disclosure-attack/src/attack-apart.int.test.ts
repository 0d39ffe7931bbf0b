import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
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
  await expect(attack).rejects.toThrow(/the process of the attack ended with SIGKILL and no reply/);
  expect(started()).toEqual([]);
  const small = simulatedYear({ seed: 'a', reports: 1500, months: 2 });
  expect(await findPinned(small.puzzle, small.hidden)).toEqual([]);
});
