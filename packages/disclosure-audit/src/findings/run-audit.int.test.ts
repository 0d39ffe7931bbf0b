import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { DisclosureAuditFailedError } from '../errors.ts';
import { findDeterminedCounts } from './find-determined-counts.ts';
import { simulatedYear } from './simulated-year.fixture.ts';

/** Processes that this one has started and that are not over. */
const started = (): number[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);

it('takes nobody with it: a solver that is killed is an error, and the next attack is a whole one', async () => {
  const { linearSystem, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
  let killed = false;
  const attack = findDeterminedCounts(linearSystem, hidden, {
    onProgress: () => {
      if (killed) return;
      killed = true;
      for (const pid of started()) process.kill(pid, 'SIGKILL');
    },
  });
  await expect(attack).rejects.toMatchObject({
    name: 'AttackDiedError',
    exitReason: 'SIGKILL',
    lastOutput: '',
  });
  expect(started()).toEqual([]);
  const small = simulatedYear({ seed: 'a', reports: 1500, months: 2 });
  expect(await findDeterminedCounts(small.linearSystem, small.hidden)).toEqual([]);
});

it('says with what it ended and what it wrote last, and no number of that', async () => {
  const { linearSystem, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
  // V8 writes why where a process is aborted.
  const attack = findDeterminedCounts(linearSystem, hidden, {
    onProgress: () => {
      for (const pid of started()) process.kill(pid, 'SIGABRT');
    },
  });
  await expect(attack).rejects.toMatchObject({ exitReason: 'SIGABRT' });
  expect(new DisclosureAuditFailedError('134', 'Fatal error at 12: 34 counts')).toMatchObject({
    lastOutput: 'Fatal error at ##: ## counts',
  });
});
