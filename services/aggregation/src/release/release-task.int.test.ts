import { ONE_TABLE_PLAN, releaseMonthDays } from '@waylight/disclosure-control';
import type { ReleasedStore } from '@waylight/view-store';
import { afterEach, expect, it } from 'vitest';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { EMBEDDED, type OpenPair } from '../testing/pairs.ts';
import { makeTopics, silentLog, startWorker } from '../testing/region.ts';
import { NO_AUDIT, releaseJobOf } from '../testing/release-job.ts';
import { createReleaseTask } from './release-task.ts';

const open: OpenPair[] = [];
let worker: LiveConsumption | undefined;
afterEach(async () => {
  await worker?.stop();
  await Promise.all(open.splice(0).map((pair) => pair.close()));
});

// Each of the periods is attacked before it leaves.
const PATIENT_MS = 120_000;

it('puts back what the store lost while many periods were being closed, before the last of them is made', {
  timeout: PATIENT_MS + 10_000,
}, async () => {
  const pairs = [await EMBEDDED.open(), await EMBEDDED.open()] as const;
  open.push(...pairs);
  const [one, emptied] = pairs;
  await makeTopics(one.eventLog, 3, ['MK']);
  worker = await startWorker(one);
  // Another, empty store takes its place when the fifth release has been put there: nobody is told.
  let serves = one.releasedStore;
  const put: string[] = [];
  const releasedStore: ReleasedStore = {
    ...one.releasedStore,
    listReleases: () => serves.listReleases(),
    readStatus: (key) => serves.readStatus(key),
    putTable: async (table) => {
      put.push(table.id);
      const outcome = await serves.putTable(table);
      if (put.length === 5) serves = emptied.releasedStore;
      return outcome;
    },
  };
  const duty = createReleaseTask({
    audit: NO_AUDIT,
    job: releaseJobOf(one, { releasedStore, plan: { ...ONE_TABLE_PLAN, from: '2023-01' } }),
    store: () => one.viewStore.generation('g1'),
    now: () => (releaseMonthDays('2025-01').toDay + 30) * 86_400_000,
    log: silentLog,
  });
  const { releaseIds } = await duty.close(AbortSignal.timeout(PATIENT_MS));
  expect(releaseIds).toHaveLength(25);
  const [first = '', last = ''] = [releaseIds[0], releaseIds.at(-1)];
  expect(put.lastIndexOf(first)).toBeGreaterThan(put.indexOf(first));
  expect(put.lastIndexOf(first)).toBeLessThan(put.indexOf(last));
  const there = (await emptied.releasedStore.listReleases()).map(({ id }) => id);
  expect(there.sort()).toEqual([...releaseIds].sort());
});
