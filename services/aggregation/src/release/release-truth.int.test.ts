import { dayNumber } from '@waylight/calendar';
import { Country, IncidentType } from '@waylight/contracts/incident';
import { ONE_TABLE_PLAN, type ReleasePlan, releaseMonthDays } from '@waylight/disclosure-control';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reportRecord } from '../testing/events.ts';
import { EMBEDDED, type OpenPair } from '../testing/pairs.ts';
import { allCounted, makeTopics, send, startWorker } from '../testing/region.ts';
import { releaseJobOf } from '../testing/release-job.ts';
import type { LiveConsumption } from '../worker/live-consumption.ts';
import { closeDuePeriods, type ReleaseJob } from './close-due-periods.ts';
import { releaseTruth } from './release-truth.ts';

const PLAN = ONE_TABLE_PLAN;
const TABLE = PLAN.tables[0]!;
const JANUARY = `${TABLE.id}.2025-01.partners`;
const FEBRUARY = `${TABLE.id}.2025-02.partners`;
const SIMULATED = 13;

let pair: OpenPair;
let worker: LiveConsumption;
let job: ReleaseJob;

beforeEach(async () => {
  pair = await EMBEDDED.open();
  await makeTopics(pair.eventLog, 3, ['MK']);
  worker = await startWorker(pair);
  job = releaseJobOf(pair);
  await report(1, SIMULATED);
  await close('2025-01');
});
afterEach(async () => {
  await worker.stop();
  await pair.close();
});

async function report(first: number, count: number): Promise<void> {
  const incident = { day: dayNumber(2025, 1, 10), country: Country.MK, type: IncidentType.PUSHBACK };
  const records = Array.from({ length: count }, (_, n) =>
    reportRecord({ reference: first + n, revision: 1, incident }),
  );
  await send(pair.eventLog, 'MK', records);
  await allCounted(pair.eventLog, worker.store());
}

const close = (period: string) =>
  closeDuePeriods(job, {
    store: worker.store(),
    today: releaseMonthDays(period).toDay + TABLE.closesAfterDays + 1,
    signal: AbortSignal.timeout(20_000),
  });

const truth = (id: string, simulated = SIMULATED, plan: ReleasePlan = PLAN) =>
  releaseTruth({ ...job, plan, simulatedRecords: () => simulated }, id, AbortSignal.timeout(20_000));

it('is what was counted when the period closed, whatever was reported since', async () => {
  await report(100, 5);
  const known = await truth(JANUARY);
  if (known.kind !== 'truth') throw new Error(known.kind);
  const [row, column] = [TABLE.rows, TABLE.columns].map((axis) => ('values' in axis ? axis.values : []));
  const at = row!.indexOf('MK') * known.numbers.columnTotals.length + column!.indexOf('border');
  expect(known.numbers.cells[at]).toBe(SIMULATED);
  expect(known.numbers.total).toBe(SIMULATED);
});

it('is shown of no release that counts what somebody else reported, even where it counts in another period', async () => {
  await report(100, 1);
  await close('2025-02');
  expect(await truth(FEBRUARY)).toEqual({ kind: 'not-simulated' });
  expect((await truth(JANUARY)).kind).toBe('truth');
});

it('is shown of none where no simulator made the reports, nor where it made others than those', async () => {
  for (const simulated of [0, SIMULATED - 1, SIMULATED + 1])
    expect(await truth(JANUARY, simulated)).toEqual({ kind: 'not-simulated' });
  const none = { ...job, simulatedRecords: () => undefined };
  for (const id of [JANUARY, 'no-such.2025-01.partners'])
    expect(await releaseTruth(none, id, AbortSignal.timeout(20_000))).toEqual({ kind: 'not-simulated' });
});

it('is not guessed where the release, the frozen counts or the plan is not there any more', async () => {
  expect(await truth('no-such.2025-01.partners')).toEqual({ kind: 'no-such-release' });
  const other = { ...PLAN, version: PLAN.version + 1 };
  expect(await truth(JANUARY, SIMULATED, other)).toEqual({ kind: 'plan-changed' });
  for (const { periodId } of await pair.viewStore.keptPeriods()) await pair.viewStore.dropKept(periodId);
  expect(await truth(JANUARY)).toEqual({ kind: 'counts-gone' });
});
