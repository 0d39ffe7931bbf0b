import { dayNumber, periodDays } from '@waylight/calendar';
import { type NodeCountry, RELEASES_TOPIC } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { ReleaseEvent } from '@waylight/contracts/release';
import { DEFAULT_RELEASE_PLAN, drawnTableOf, type ReleasePlan } from '@waylight/disclosure-control';
import { afterEach, describe, expect, it } from 'vitest';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { readLastRecords } from '../tasks/read-last-records.ts';
import { reportRecord } from '../testing/events.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { makeTopics, send, startWorker, waitUntilAllCounted } from '../testing/region.ts';
import { releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods } from './close-due-periods.ts';

const SIZES = 'country-groupsize-year';
const PLAN: ReleasePlan = {
  ...DEFAULT_RELEASE_PLAN,
  tables: DEFAULT_RELEASE_PLAN.tables
    .filter(({ id }) => ['region-year', 'country-year', SIZES].includes(id))
    .map(({ partsOf: _, alsoFor: _none, ...table }) =>
      table.victims === undefined ? table : { ...table, victims: { from: 20 } },
    ),
};
const TODAY = periodDays('year', '2025').toDay + 71;
const NODES: readonly NodeCountry[] = ['MK'];
const COUNTRIES = [Country.AL, Country.BA, Country.ME, Country.MK, Country.RS, Country.XK, Country.GR];
const EACH = 40;

const open: LogAndStores[] = [];
const workers: LiveConsumption[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await Promise.all(open.splice(0).map((backend) => backend.close()));
});

/**
 * Closes a year. Every country has 40 reports of `victims(n)` victims each, and Albania has one more report,
 * of a group.
 */
async function closedYear(victims: (n: number) => number, group: number) {
  const one = await EMBEDDED.open();
  open.push(one);
  await makeTopics(one.eventLog, 3, NODES);
  workers.push(await startWorker(one));
  const store = one.viewStore.generation('g1');
  let reference = 0;
  const report = (country: Country, of: number) =>
    reportRecord({
      reference: ++reference,
      revision: 1,
      incident: { day: dayNumber(2025, 6, 12), country, victims: of },
    });
  const records = COUNTRIES.flatMap((country) =>
    Array.from({ length: EACH }, (_, n) => report(country, victims(n))),
  );
  await send(one.eventLog, 'MK', [...records, report(Country.AL, group)]);
  await waitUntilAllCounted(one.eventLog, store);
  const signal = AbortSignal.timeout(100_000);
  const closed = await closeDuePeriods(releaseJobOf(one, { plan: PLAN }), {
    store,
    today: TODAY,
    signal,
  });
  const read = await readLastRecords(one.eventLog, { topic: RELEASES_TOPIC, partition: 0 }, 20);
  const events = read.flatMap(({ value }) => (value === null ? [] : [ReleaseEvent.decode(value)]));
  return { closed, sizes: events.find(({ tableId }) => tableId === SIZES) };
}

describe('the sums of victims of a closed year', () => {
  it('are the sums of reports by country and region, rounded to tens', async () => {
    const { closed, sizes } = await closedYear((n) => 3 + (n % 2), 3);
    expect(closed.withheld).toEqual([]);
    const sums = sizes === undefined ? undefined : drawnTableOf(sizes).victims;
    const each = Array.from({ length: EACH }, (_, n) => 3 + (n % 2)).reduce((a, b) => a + b, 0);
    expect(sums?.rows).toHaveLength(COUNTRIES.length);
    for (const [n, value] of (sums?.rows ?? []).entries()) {
      expect((value ?? Number.NaN) % 10).toBe(0);
      expect(Math.abs((value ?? Number.NaN) - each - (n === 0 ? 3 : 0))).toBeLessThan(10);
    }
    expect(Math.abs((sums?.total ?? Number.NaN) - 7 * each - 3)).toBeLessThan(10);
  });

  it('are withheld if they would disclose one large group, and the table is released without them', async () => {
    // Sums of single victims leave no room for a large group, so every draw with sums is rejected.
    const { closed, sizes } = await closedYear(() => 1, 200);
    expect(closed.withheld).toEqual([
      { tableId: SIZES, period: '2025', reason: 'victims-disclose-small-counts' },
    ]);
    expect(sizes?.victims).toBeUndefined();
  });
});
