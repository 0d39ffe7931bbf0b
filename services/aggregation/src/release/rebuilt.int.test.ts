import { periodDays } from '@waylight/calendar';
import { codesOf, drawnTableOf, drawTable, FIRST_DRAW, keyOfVariant } from '@waylight/disclosure-control';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import type { RawCellStore, ViewStore } from '@waylight/view-store';
import { afterEach, describe, expect, it } from 'vitest';
import { rebuild } from '../rebuild/rebuild.ts';
import {
  cellsOf,
  jobOf,
  MONTH,
  openLogAndStoresWithTopics,
  PLAN,
  QUARTER,
  releasesOf,
  report,
  sendOnly,
  startRegionWithCoupledTables,
  TODAY,
  trueCellsOf,
} from '../testing/coupled-region.ts';
import { backendForLongDraws, type LogAndStores } from '../testing/log-and-stores.ts';
import { closeLogsAndStores } from '../testing/region.ts';
import { DISCLOSIVE_SECRET, SECRET } from '../testing/release-job.ts';
import { closeDuePeriods, decideDuePeriods } from './close-due-periods.ts';
import { createReleaseLog } from './release-log.ts';

afterEach(closeLogsAndStores);

const MONTHS_CLOSED = periodDays('quarter', '2025-Q1').toDay + MONTH.closesAfterDays + 1;
const MONTHS = ['2025-01', '2025-02', '2025-03'];
const QUARTER_ID = `${QUARTER.id}.2025-Q1.partners`;
const ALL = [1, 2, 3].flatMap(cellsOf);
/**
 * A quarter drawn independently of its months. A plan file with this table would be rejected, because it
 * discloses small counts.
 */
const SEPARATE_QUARTER = { ...MONTH, id: 'apart', period: 'quarter' as const, closesAfterDays: 42 };

const signal = () => AbortSignal.timeout(60_000);

/** Rebuilds twice, because the second rebuild drops the generation that the first one left. */
async function rebuildTwice(one: Pick<LogAndStores, 'eventLog' | 'viewStore'>): Promise<RawCellStore> {
  const { eventLog, viewStore } = one;
  const releases = createReleaseLog(eventLog);
  for (let n = 0; n < 2; n++)
    await rebuild({
      eventLog,
      viewStore,
      releases,
      concurrency: 1,
      signal: signal(),
      appendDeadLetters: async () => {},
      report: () => {},
    });
  expect(await viewStore.generations()).not.toContain('g1');
  return viewStore.generation((await viewStore.liveGeneration()) ?? '');
}

/** Leaves the store as it is after a loss and a full recount. */
async function loseFrozenSets(viewStore: ViewStore): Promise<void> {
  for (const freeze of await viewStore.selectedFreezes()) await viewStore.dropFreeze(freeze);
}

describe.each([backendForLongDraws(kafkaForTests(), redisForTests())])(
  'after a rebuild on $name',
  (backend) => {
    const run = it.skipIf(backend.unavailable !== undefined);

    run('draws a quarter from the counts that its months had when they closed', async () => {
      const { one, store, sent } = await startRegionWithCoupledTables(backend);
      await closeDuePeriods(jobOf(one), { store, today: MONTHS_CLOSED, signal: signal() });
      await report(one, store, cellsOf(1));
      const rebuilt = await rebuildTwice(one);
      const { releaseIds } = await closeDuePeriods(jobOf(one), {
        store: rebuilt,
        today: TODAY,
        signal: signal(),
      });
      expect(releaseIds).toEqual([QUARTER_ID]);
      const [quarter, ...months] = (await releasesOf(one)).toReversed();
      const parts = months.toReversed().map((month, n) => ({
        drawn: drawnTableOf(month),
        cells: trueCellsOf(sent[n] ?? []),
        currentCells: trueCellsOf([...(sent[n] ?? []), ...(n === 0 ? cellsOf(1) : [])]),
      }));
      const expected = drawTable({
        secret: keyOfVariant(SECRET, '2025-Q1', FIRST_DRAW),
        tableId: QUARTER.id,
        period: '2025-Q1',
        rows: codesOf(QUARTER.rows),
        columns: codesOf(QUARTER.columns),
        cells: parts.flatMap(({ currentCells }) => currentCells),
        componentPeriods: parts,
      });
      expect(quarter?.cells).toEqual(expected.cells.flat());
    });

    run('keeps the counts of a frozen, unpublished period in every attempt', async () => {
      const { one, store } = await startRegionWithCoupledTables(backend);
      const preview = await decideDuePeriods(jobOf(one), { store, today: TODAY, signal: signal() });
      await report(one, store, ALL);
      const rebuilt = { store: await rebuildTwice(one), today: TODAY };
      expect(await decideDuePeriods(jobOf(one), { ...rebuilt, signal: signal() })).toEqual(preview);
      const { releaseIds } = await closeDuePeriods(jobOf(one), { ...rebuilt, signal: signal() });
      expect(releaseIds).toEqual(preview.releases.map(({ releaseId }) => releaseId));
    });

    run(
      'counts each report once in a frozen or partly frozen period, after topics got more partitions',
      async () => {
        const { one, store } = await startRegionWithCoupledTables(backend);
        const expected = await decideDuePeriods(jobOf(one), {
          store,
          today: MONTHS_CLOSED,
          signal: signal(),
        });
        const [first] = expected.releases;
        await loseFrozenSets(one.viewStore);
        const killed: RawCellStore = {
          ...store,
          freeze: async (partition, freeze, buckets) => {
            if (freeze.periodId.startsWith('2025-02') && !partition.endsWith(':0')) throw new Error('killed');
            return store.freeze(partition, freeze, buckets);
          },
        };
        const stopped = decideDuePeriods(jobOf(one), {
          store: killed,
          today: MONTHS_CLOSED,
          signal: signal(),
        });
        await expect(stopped).rejects.toThrow('killed');
        // The nodes send all reports again, and also late reports that the first month no longer counts.
        const grown = { ...(await openLogAndStoresWithTopics(backend, 6)), viewStore: one.viewStore };
        await sendOnly(grown.eventLog, [...ALL, ...cellsOf(1)]);
        const closing = { store: await rebuildTwice(grown), today: MONTHS_CLOSED, signal: signal() };
        const { releases } = await decideDuePeriods(jobOf(grown), closing);
        expect(releases.map(({ period }) => period)).toEqual(MONTHS);
        expect(releases[0]?.cells).toEqual(first?.cells);
        expect(releases.map(({ cells }) => cells)).toEqual(expected.releases.map(({ cells }) => cells));
      },
    );

    run(
      'withholds a table that discloses small counts when combined with its months, even after the counts of the months were lost',
      async () => {
        const { one, store } = await startRegionWithCoupledTables(backend);
        const job = {
          ...jobOf(one),
          plan: { ...PLAN, tables: [MONTH, SEPARATE_QUARTER] },
          secret: DISCLOSIVE_SECRET,
        };
        await closeDuePeriods(job, { store, today: MONTHS_CLOSED, signal: signal() });
        await loseFrozenSets(one.viewStore);
        const closing = { store: await rebuildTwice(one), today: TODAY, signal: signal() };
        expect((await closeDuePeriods(job, closing)).withheld).toEqual([
          { tableId: SEPARATE_QUARTER.id, period: '2025-Q1', reason: 'discloses-small-counts' },
        ]);
      },
    );

    run(
      'finds no contradiction in a quarter if the counts of its months are lost, for any number of late reports',
      async () => {
        const { one, store } = await startRegionWithCoupledTables(backend);
        await closeDuePeriods(jobOf(one), { store, today: MONTHS_CLOSED, signal: signal() });
        for (let n = 0; n < 4; n++) await report(one, store, ALL);
        await loseFrozenSets(one.viewStore);
        const closing = { store: await rebuildTwice(one), today: TODAY, signal: signal() };
        expect(await closeDuePeriods(jobOf(one), closing)).toMatchObject({
          releaseIds: [QUARTER_ID],
          withheld: [],
        });
      },
    );

    run('deletes a frozen set that is no longer needed, together with its generation', async () => {
      const { one, store } = await startRegionWithCoupledTables(backend);
      const year = {
        ...QUARTER,
        id: 'year',
        period: 'year' as const,
        closesAfterDays: 70,
        partsOf: QUARTER.id,
      };
      const job = { ...jobOf(one), plan: { ...PLAN, tables: [MONTH, QUARTER, year] } };
      const end = periodDays('year', '2025').toDay;
      const frozen = async () =>
        (await one.viewStore.selectedFreezes()).map(({ periodId }) => periodId.split('@')[0] ?? '');
      for (const today of [end + 60, end + 71]) {
        let releaseIds: readonly string[];
        do ({ releaseIds } = await closeDuePeriods(job, { store, today, signal: signal() }));
        while (releaseIds.length > 0);
      }
      expect(await frozen()).toEqual(expect.arrayContaining(['2025-01', '2025-Q1', '2025']));
      await rebuildTwice(one);
      expect((await frozen()).filter((period) => period.startsWith('2025'))).toEqual([]);
    });
  },
);
