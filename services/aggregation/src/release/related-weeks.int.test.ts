import { periodDays } from '@waylight/calendar';
import { ALL, closesOn, releaseIdOf } from '@waylight/disclosure-control';
import { afterEach, expect, it } from 'vitest';
import { readLogEnds } from '../count/log-positions.ts';
import { MONTH, PLAN, startRegionWithCoupledTables } from '../testing/coupled-region.ts';
import { EMBEDDED } from '../testing/log-and-stores.ts';
import { closeLogsAndStores } from '../testing/region.ts';
import { releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods } from './close-due-periods.ts';
import { readEarlierReleases } from './earlier-releases.ts';

afterEach(closeLogsAndStores);

it('a month is audited with the month before and the weeks of receipt between, a week with neither before its month is released', async () => {
  const { one, store } = await startRegionWithCoupledTables(EMBEDDED);
  const weekly = {
    ...MONTH,
    id: 'weeks',
    rows: { dimension: ALL, values: [ALL] },
    period: 'week' as const,
    dated: 'received' as const,
    closesAfterDays: 2,
  };
  const plan = { ...PLAN, tables: [MONTH, weekly] };
  const job = releaseJobOf(one, { plan });
  const signal = AbortSignal.timeout(180_000);
  const today = periodDays('month', '2025-02').toDay + MONTH.closesAfterDays;
  let closed: { readonly releaseIds: readonly string[] };
  do closed = await closeDuePeriods(job, { store, today, signal });
  while (closed.releaseIds.length > 0);
  const drawing = { ...job, store, ends: await readLogEnds(one.eventLog), signal };
  const relatedTo = async (table: typeof MONTH | typeof weekly, period: string) => {
    const due = {
      ...{ table, period, linkedTables: [table], closesOn: closesOn(table, period) },
      releaseId: releaseIdOf(table, period),
    };
    const earlier = await readEarlierReleases(drawing, due);
    return [...new Set(earlier.map((release) => release.period))].sort();
  };
  expect(await relatedTo(MONTH, '2025-02')).toEqual(['2025-01', '2025-W06', '2025-W07', '2025-W08']);
  expect(await relatedTo(weekly, '2025-W08')).toEqual([]);
});
