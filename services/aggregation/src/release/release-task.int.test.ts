import { periodDays } from '@waylight/calendar';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import type { ReleasedStore } from '@waylight/view-store';
import { afterEach, expect, it } from 'vitest';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { makeTopics, silentLog, startWorker } from '../testing/region.ts';
import { NO_AUDIT, putHeartbeat, releaseJobOf } from '../testing/release-job.ts';
import { createReleaseTask } from './release-task.ts';

const open: LogAndStores[] = [];
let worker: LiveConsumption | undefined;
afterEach(async () => {
  await worker?.stop();
  await Promise.all(open.splice(0).map((backend) => backend.close()));
});

// Each period is audited before its release.
const PATIENT_MS = 120_000;

it('reports no unconfirmed date if closing takes until the next day', async () => {
  const one = await EMBEDDED.open();
  open.push(one);
  await makeTopics(one.eventLog, 3, ['MK']);
  worker = await startWorker(one);
  const errors: string[] = [];
  // January 2025 is due on the second reading of the clock.
  const dueDay = periodDays('month', '2025-01').toDay + 1 + (ONE_TABLE_PLAN.tables[0]?.closesAfterDays ?? 0);
  await putHeartbeat(one, dueDay);
  let readings = 0;
  const task = createReleaseTask({
    audit: NO_AUDIT,
    job: releaseJobOf(one, { plan: { ...ONE_TABLE_PLAN, from: '2025-01' } }),
    store: () => one.viewStore.generation('g1'),
    now: () => (dueDay - 1 + readings++) * 86_400_000,
    log: { ...silentLog, error: (message) => errors.push(message) },
  });
  expect((await task.close(AbortSignal.timeout(PATIENT_MS))).releaseIds).toEqual([]);
  expect((await task.listDue()).length).toBeGreaterThan(0);
  expect(errors).toEqual([]);
});

it('copies lost releases again before the last of many due periods is closed', {
  timeout: PATIENT_MS + 10_000,
}, async () => {
  const opened = [await EMBEDDED.open(), await EMBEDDED.open()] as const;
  open.push(...opened);
  const [one, emptied] = opened;
  await makeTopics(one.eventLog, 3, ['MK']);
  worker = await startWorker(one);
  const today = periodDays('month', '2025-01').toDay + 30;
  for (const opening of opened) await putHeartbeat(opening, today);
  // After the fifth release, an empty store silently replaces the released store.
  let current = one.releasedStore;
  const put: string[] = [];
  const releasedStore: ReleasedStore = {
    ...one.releasedStore,
    listReleases: () => current.listReleases(),
    readStatus: (key) => current.readStatus(key),
    putTable: async (table) => {
      put.push(table.id);
      const outcome = await current.putTable(table);
      if (put.length === 5) current = emptied.releasedStore;
      return outcome;
    },
  };
  const task = createReleaseTask({
    audit: NO_AUDIT,
    job: releaseJobOf(one, { releasedStore, plan: { ...ONE_TABLE_PLAN, from: '2023-01' } }),
    store: () => one.viewStore.generation('g1'),
    now: () => today * 86_400_000,
    log: silentLog,
  });
  const { releaseIds } = await task.close(AbortSignal.timeout(PATIENT_MS));
  expect(releaseIds).toHaveLength(25);
  const [first = '', last = ''] = [releaseIds[0], releaseIds.at(-1)];
  expect(put.lastIndexOf(first)).toBeGreaterThan(put.indexOf(first));
  expect(put.lastIndexOf(first)).toBeLessThan(put.indexOf(last));
  const stored = (await emptied.releasedStore.listReleases()).map(({ id }) => id);
  expect(stored.sort()).toEqual([...releaseIds].sort());
});
