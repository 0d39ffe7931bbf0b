import { periodDays } from '@waylight/calendar';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  ALL,
  codesOf,
  drawnTableOf,
  drawTable,
  FIRST_DRAW,
  keyOfVariant,
} from '@waylight/disclosure-control';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  cellsOf,
  jobOf,
  MONTH,
  PLAN,
  QUARTER,
  releasesOf,
  report,
  startRegionWithCoupledTables,
  TODAY,
  trueCellsOf,
} from '../testing/coupled-region.ts';
import { backendForLongDraws } from '../testing/log-and-stores.ts';
import { closeLogsAndStores } from '../testing/region.ts';
import { DISCLOSIVE_SECRET, SECRET } from '../testing/release-job.ts';
import { closeDuePeriods, decideDuePeriods } from './close-due-periods.ts';

afterEach(closeLogsAndStores);

describe.each([backendForLongDraws(kafkaForTests(), redisForTests())])('a quarter on $name', (backend) => {
  const run = it.skipIf(backend.unavailable !== undefined);

  run('is released after its months, and is never 0 where one of its months is not', async () => {
    const { one, store } = await startRegionWithCoupledTables(backend);
    const signal = AbortSignal.timeout(100_000);
    const { releaseIds } = await closeDuePeriods(jobOf(one), { store, today: TODAY, signal });
    expect(releaseIds).toEqual([
      ...['2025-01', '2025-02', '2025-03'].map((month) => `${MONTH.id}.${month}.partners`),
      `${QUARTER.id}.2025-Q1.partners`,
    ]);
    const released = await releasesOf(one);
    const [quarter, ...months] = released.toReversed();
    expect(released.map(({ marginsAreSums }) => marginsAreSums)).toEqual([false, false, false, true]);
    const above = quarter?.cells.map((_, n) => months.some(({ cells }) => (cells[n] ?? 0) > 0)) ?? [];
    // A month has 18 reports in cells of one report each. In any draw its total is at least 15, and each cell
    // above 0 is 5.
    expect(above.filter(Boolean).length).toBeGreaterThanOrEqual(3);
    expect(quarter?.cells.filter((value, n) => above[n] && value === 0)).toEqual([]);
    expect(quarter?.cells.every((value) => value === 0 || value === 5)).toBe(true);
  });

  run(
    'is drawn from the counts that its months had when they closed, whatever arrived later, in every attempt',
    async () => {
      const { one, store, sent } = await startRegionWithCoupledTables(backend);
      const signal = AbortSignal.timeout(100_000);
      const monthsClosed = periodDays('quarter', '2025-Q1').toDay + MONTH.closesAfterDays + 1;
      await closeDuePeriods(jobOf(one), { store, today: monthsClosed, signal });
      const late = cellsOf(1);
      await report(one, store, late);
      const killed = { ...one.eventLog.createAppender(), append: () => Promise.reject(new Error('killed')) };
      const job = { ...jobOf(one), appender: killed };
      await expect(closeDuePeriods(job, { store, today: TODAY, signal })).rejects.toThrow('killed');
      // These reports arrive after the freeze, so they do not count in the quarter.
      await report(one, store, cellsOf(2));
      await closeDuePeriods(jobOf(one), { store, today: TODAY, signal });
      const released = await releasesOf(one);
      const [quarter, ...months] = released.toReversed();
      const expected = drawTable({
        secret: keyOfVariant(SECRET, '2025-Q1', FIRST_DRAW),
        tableId: QUARTER.id,
        period: '2025-Q1',
        rows: codesOf(QUARTER.rows),
        columns: codesOf(QUARTER.columns),
        cells: trueCellsOf([...sent.flat(), ...late]),
        componentPeriods: months.toReversed().map((month, n) => ({
          drawn: drawnTableOf(month),
          cells: trueCellsOf(sent[n] ?? []),
        })),
      });
      expect(quarter?.cells).toEqual(expected.cells.flat());
    },
  );

  const columns = { ...MONTH.columns, values: ['violence', 'border'] };
  run.each([
    [
      'with other columns',
      [MONTH],
      [
        { ...MONTH, columns },
        { ...QUARTER, columns },
      ],
    ],
    ['to another audience', [{ ...MONTH, audience: 'network' as const }], [MONTH, QUARTER]],
  ])('is withheld if its months were released %s, but other tables are not', async (_, before, after) => {
    const { one, store } = await startRegionWithCoupledTables(backend);
    const signal = AbortSignal.timeout(100_000);
    const monthsClosed = periodDays('quarter', '2025-Q1').toDay + MONTH.closesAfterDays + 1;
    const earlier = { ...jobOf(one), plan: { ...PLAN, tables: before } };
    await closeDuePeriods(earlier, { store, today: monthsClosed, signal });
    const weeks = {
      ...MONTH,
      id: 'weeks',
      // Cells by week of receipt contain no country.
      rows: { dimension: ALL, values: [ALL] },
      period: 'week' as const,
      dated: 'received' as const,
      closesAfterDays: 110,
    };
    const job = { ...jobOf(one), plan: { ...PLAN, tables: [...after, weeks] } };
    const { releaseIds, withheld } = await closeDuePeriods(job, { store, today: TODAY, signal });
    expect(withheld).toEqual([{ tableId: 'coupled-quarter', period: '2025-Q1', reason: 'not-coupled' }]);
    expect(releaseIds).toEqual(['2025-W02', '2025-W03'].map((week) => `weeks.${week}.partners`));
  });

  run(
    'is withheld if it would disclose small counts, as a quarter that is drawn separately from its months does',
    async () => {
      const { one, store } = await startRegionWithCoupledTables(backend);
      const signal = AbortSignal.timeout(180_000);
      // A plan file with this table would be rejected.
      const separateQuarter = { ...MONTH, id: 'apart', period: 'quarter' as const, closesAfterDays: 42 };
      const job = {
        ...jobOf(one),
        plan: { ...PLAN, tables: [MONTH, separateQuarter] },
        secret: DISCLOSIVE_SECRET,
      };
      const closing = { store, today: TODAY, signal };
      const withheld = [{ tableId: 'apart', period: '2025-Q1', reason: 'discloses-small-counts' }];
      // The quarter's months are due too, and are previewed first.
      const previewed = await decideDuePeriods(job, { ...closing, period: '2025-Q1' });
      expect(previewed.withheld).toEqual(withheld);
      expect(previewed.releases.map(({ period }) => period)).toEqual(['2025-01', '2025-02', '2025-03']);
      const { releaseIds, ...closed } = await closeDuePeriods(job, closing);
      expect(releaseIds).toHaveLength(3);
      expect(closed.withheld).toEqual(withheld);
      expect(await decideDuePeriods(job, closing)).toEqual({ releases: [], withheld, isBehind: false });
      expect(await releasesOf(one)).toHaveLength(3);
    },
  );

  run('is previewed byte for byte as it is published, and a preview publishes nothing', async () => {
    const { one, store } = await startRegionWithCoupledTables(backend);
    const closing = { store, today: TODAY, signal: AbortSignal.timeout(180_000) };
    const job = jobOf(one);
    const month = await decideDuePeriods(job, { ...closing, period: '2025-02' });
    expect(month.releases.map(({ releaseId }) => releaseId)).toEqual([`${MONTH.id}.2025-02.partners`]);
    expect(await releasesOf(one)).toEqual([]);
    // The preview froze the quarter, so later reports change nothing.
    await report(one, store, cellsOf(2));
    expect((await closeDuePeriods(job, { ...closing, period: '2025-02' })).releaseIds).toHaveLength(1);
    const [published] = await releasesOf(one);
    expect(ReleaseEvent.encode(published!).finish()).toEqual(
      ReleaseEvent.encode(month.releases[0]!).finish(),
    );
  });

  run('keeps the counts of its closing while it waits to be published', async () => {
    const { one, store } = await startRegionWithCoupledTables(backend);
    const closing = { store, today: TODAY, signal: AbortSignal.timeout(180_000) };
    const job = jobOf(one);
    const preview = await decideDuePeriods(job, closing);
    await report(one, store, [1, 2, 3].flatMap(cellsOf));
    expect(await decideDuePeriods(job, closing)).toEqual(preview);
    expect(await releasesOf(one)).toEqual([]);
  });
});
