import { dayNumber, periodDays } from '@waylight/calendar';
import { Country, IncidentType, ShareWith } from '@waylight/contracts/incident';
import { duePeriods, type PlannedTable, sum } from '@waylight/disclosure-control';
import { afterEach, expect, it } from 'vitest';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { readLogEnds } from '../count/log-positions.ts';
import { jobOf, MONTH, openLogAndStoresWithTopics, PLAN, QUARTER, TODAY } from '../testing/coupled-region.ts';
import { reportRecord } from '../testing/events.ts';
import { EMBEDDED } from '../testing/log-and-stores.ts';
import { closeLogsAndStores, send, startWorker, waitUntilAllCounted } from '../testing/region.ts';
import { closeDuePeriods } from './close-due-periods.ts';
import { readEarlierReleases } from './earlier-releases.ts';

let worker: LiveConsumption | undefined;
afterEach(async () => {
  await worker?.stop();
  await closeLogsAndStores();
});

/** Of three organisations, so that the network gets a release. */
const SENT = 15;
const NETWORK: PlannedTable = { ...MONTH, alsoFor: ['network'] };
const tables = [NETWORK, QUARTER];

it('recounts a release of which the counts are lost', async () => {
  const one = await openLogAndStoresWithTopics(EMBEDDED, 3);
  worker = await startWorker(one);
  const store = one.viewStore.generation('g1');
  const incident = { day: dayNumber(2025, 1, 12), country: Country.MK, type: IncidentType.PUSHBACK };
  const records = Array.from({ length: SENT }, (_, n) =>
    reportRecord({
      reference: n + 1,
      revision: 1,
      organisation: 10 + (n % 3),
      incident: { ...incident, shareWith: ShareWith.NETWORK },
    }),
  );
  await send(one.eventLog, 'MK', records);
  await waitUntilAllCounted(one.eventLog, store);
  const signal = AbortSignal.timeout(60_000);
  const then = { ...jobOf(one), plan: { ...PLAN, tables } };
  const monthsClosed = periodDays('quarter', '2025-Q1').toDay + MONTH.closesAfterDays + 1;
  await closeDuePeriods(then, { store, today: monthsClosed, signal });
  for (const freeze of await one.viewStore.selectedFreezes()) await one.viewStore.dropFreeze(freeze);

  const published = await then.releases.refresh(signal);
  const [due] = duePeriods(then.plan, TODAY, new Set(published.keys()));
  const drawing = { ...then, store, ends: await readLogEnds(one.eventLog), signal };
  const released = await readEarlierReleases(drawing, due!);
  const january = released.filter(({ period }) => period === '2025-01');
  const counts = january.map(({ audience, isRecounted, cells }) => [
    ...[audience, isRecounted],
    sum(cells.map(({ count }) => count)),
  ]);
  expect(counts).toEqual([
    ['partners', true, SENT],
    ['network', true, SENT],
  ]);
});
