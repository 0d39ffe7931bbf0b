import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { DisclosureAuditFailedError } from '../errors.ts';
import { findDeterminedCounts } from './run-audit.ts';
import { simulatedYear } from './simulated-year.fixture.ts';

/** Running child processes. */
const started = (): number[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);

it('reports a killed solver as an error, and completes the next audit', async () => {
  const { linearSystem, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
  let killed = false;
  const audit = findDeterminedCounts(linearSystem, hidden, {
    onProgress: () => {
      if (killed) return;
      killed = true;
      for (const pid of started()) process.kill(pid, 'SIGKILL');
    },
  });
  await expect(audit).rejects.toMatchObject({
    name: 'DisclosureAuditFailedError',
    exitReason: 'SIGKILL',
    lastOutput: '',
  });
  expect(started()).toEqual([]);
  const small = simulatedYear({ seed: 'a', reports: 1500, months: 2 });
  expect(await findDeterminedCounts(small.linearSystem, small.hidden)).toEqual([]);
});

it('audits one system after the other in one process, which ends when no other follows', async () => {
  const { linearSystem, hidden } = simulatedYear({ seed: 'a', reports: 1500, months: 2 });
  const pids = new Set<number>();
  const onProgress = () => {
    for (const pid of started()) pids.add(pid);
  };
  for (let n = 0; n < 3; n++)
    expect(await findDeterminedCounts(linearSystem, hidden, { onProgress })).toEqual([]);
  expect(pids.size).toBe(1);
  await expect.poll(started).toEqual([]);
});

it('reports exit reason and last output, without digits', async () => {
  const { linearSystem, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
  // V8 writes the reason of an abort to stderr.
  const audit = findDeterminedCounts(linearSystem, hidden, {
    onProgress: () => {
      for (const pid of started()) process.kill(pid, 'SIGABRT');
    },
  });
  await expect(audit).rejects.toMatchObject({ exitReason: 'SIGABRT' });
  expect(new DisclosureAuditFailedError('134', 'Fatal error at 12: 34 counts')).toMatchObject({
    lastOutput: 'Fatal error at ##: ## counts',
  });
});
