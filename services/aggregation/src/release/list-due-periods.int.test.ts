import { afterEach, expect, it } from 'vitest';
import { EMBEDDED } from '../testing/log-and-stores.ts';
import { closeLogsAndStores } from '../testing/region.ts';
import { closingOptions, startRegionWithDueMonth, TABLE, TODAY } from '../testing/region-with-due-month.ts';
import { releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods, decideDuePeriods, freezeDuePeriods, type ReleaseJob } from './close-due-periods.ts';
import { frozenPeriodId } from './frozen-period.ts';
import { type DuePeriodStatus, listDuePeriods } from './list-due-periods.ts';
import { storeDecision } from './stored-decision.ts';
import { createBlockedPeriods } from './withheld-release.ts';

afterEach(closeLogsAndStores);

const DECIDED_MS = Date.parse('2025-02-22T13:20:00Z');
const FULL_HOUR_MS = Date.parse('2025-02-22T14:00:00Z');
const PUBLISH_AT_MS = Date.parse('2025-02-23T09:00:00Z');

async function openRegion(other: Partial<ReleaseJob> = {}) {
  const one = await startRegionWithDueMonth(EMBEDDED);
  let nowMs = DECIDED_MS;
  const job = releaseJobOf(one, { publishesAtOnce: false, now: () => nowMs, ...other });
  const blockedPeriods = createBlockedPeriods(job.now);
  return {
    job,
    closing: { ...closingOptions(one.store), blockedPeriods },
    statesAt: async (atMs: number): Promise<Omit<DuePeriodStatus, 'period' | 'dueFromDay'>[]> => {
      nowMs = atMs;
      const due = await listDuePeriods(job, TODAY, blockedPeriods);
      return due.map(({ period: _, dueFromDay: _from, ...state }) => state);
    },
  };
}

it('a due period is prepared until a full hour, waits for the publication hour, is ready, and is gone', async () => {
  const { job, closing, statesAt } = await openRegion();
  expect(await statesAt(DECIDED_MS)).toEqual([{ state: 'preparing' }]);
  await closeDuePeriods(job, closing);
  expect(await statesAt(FULL_HOUR_MS - 1)).toEqual([{ state: 'preparing' }]);
  const waiting = [{ state: 'waiting', publishAtMs: PUBLISH_AT_MS }];
  expect(await statesAt(FULL_HOUR_MS)).toEqual(waiting);
  expect(await statesAt(PUBLISH_AT_MS - 1)).toEqual(waiting);
  expect(await statesAt(PUBLISH_AT_MS)).toEqual([{ state: 'ready' }]);
  await closeDuePeriods(job, closing);
  expect(await statesAt(PUBLISH_AT_MS)).toEqual([]);
});

it('a decided period of the trial is ready at once', async () => {
  const { job, closing, statesAt } = await openRegion({ publishesAtOnce: true });
  await decideDuePeriods(job, closing);
  expect(await statesAt(DECIDED_MS)).toEqual([{ state: 'ready' }]);
});

it('a period of which nothing can be released is withheld, and shown so from a full hour on', async () => {
  const { job, closing, statesAt } = await openRegion();
  await freezeDuePeriods(job, closing);
  const frozen = await job.viewStore.readFrozenPeriod(frozenPeriodId('2025-01', TODAY - 1));
  await storeDecision(job.viewStore, frozen!, {
    decision: { attempt: 0, mergedRows: {}, withheldTables: [TABLE.id], withheldVictims: [] },
    decidedMs: DECIDED_MS,
    releases: [],
  });
  expect(await statesAt(FULL_HOUR_MS - 1)).toEqual([{ state: 'preparing' }]);
  expect(await statesAt(FULL_HOUR_MS)).toEqual([{ state: 'withheld' }]);
});
