import { ReleaseEvent } from '@waylight/contracts/release';
import { type PlannedTable, releasePeriodDays } from '@waylight/disclosure-control';
import type { Appender } from '@waylight/event-log';
import { afterEach, describe, expect, it } from 'vitest';
import { MONTH, PLAN, QUARTER, releasesOf, startCoupledRegion, TODAY } from '../testing/coupled-region.ts';
import { EMBEDDED, type OpenPair } from '../testing/pairs.ts';
import { closeOpenPairs } from '../testing/region.ts';
import { DISCLOSIVE_SECRET, releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods } from './close-due-periods.ts';

afterEach(closeOpenPairs);

const jobOf = (one: OpenPair) => releaseJobOf(one, { plan: PLAN, secret: DISCLOSIVE_SECRET });

/** Drawn separately from its months, which no plan file allows. Next to them it discloses small counts. */
const APART: PlannedTable = { ...MONTH, id: 'apart', period: 'quarter', closesAfterDays: 42 };
const WITHHELD = [{ tableId: APART.id, period: '2025-Q1', reason: 'discloses-small-counts' }];
const columns = { dimension: 'typeGroup', values: ['violence', 'border'], rest: 'other-or-unknown' };

const dayAfter = (month: string): number =>
  releasePeriodDays('month', month).toDay + MONTH.closesAfterDays + 1;

/** Appends releases with a changed definition, as another version could. */
function defining(
  { eventLog }: OpenPair,
  definitionOf: (event: ReleaseEvent) => ReleaseEvent['definition'],
): Appender {
  const appender = eventLog.createAppender();
  return {
    ...appender,
    append: (topic, records, options) => {
      const before = records.map(({ key, value }) => {
        const event = ReleaseEvent.decode(value ?? new Uint8Array());
        return { key, value: ReleaseEvent.encode({ ...event, definition: definitionOf(event) }).finish() };
      });
      return appender.append(topic, before, options);
    },
  };
}

describe('a table that discloses small counts next to the releases of its months', () => {
  it.each<[string, readonly PlannedTable[], string, readonly PlannedTable[]]>([
    ['the plan no longer contains', [MONTH], '2025-03', []],
    ['now has other columns', [MONTH], '2025-03', [{ ...MONTH, columns }]],
    ['got another id meanwhile', [MONTH], '2025-02', [{ ...MONTH, id: 'later-month' }]],
    [
      'was broken down further meanwhile',
      [{ ...MONTH, columns }],
      '2025-02',
      [{ ...MONTH, id: 'later-month' }],
    ],
  ])('is withheld if these are of a table that %s', async (_, before, until, after) => {
    const { one, store } = await startCoupledRegion(EMBEDDED);
    const signal = AbortSignal.timeout(60_000);
    const months = { ...jobOf(one), plan: { ...PLAN, tables: before } };
    await closeDuePeriods(months, { store, today: dayAfter(until), signal });
    const changed = { ...jobOf(one), plan: { ...PLAN, version: 2, tables: [...after, APART] } };
    expect((await closeDuePeriods(changed, { store, today: TODAY, signal })).withheld).toEqual(WITHHELD);
    expect((await releasesOf(one)).map(({ period }) => period)).toEqual(['2025-01', '2025-02', '2025-03']);
  });
});

it.each<[string, (event: ReleaseEvent) => ReleaseEvent['definition']]>([
  ['has no definition', () => undefined],
  ['has an unknown definition', ({ definition }) => definition && { ...definition, rows: undefined }],
])('a table is withheld unaudited if the release of its months %s', async (_, otherwise) => {
  const { one, store } = await startCoupledRegion(EMBEDDED);
  const signal = AbortSignal.timeout(60_000);
  // Coupled to its months it would be released, if their tables were taken to be those of today's plan.
  const job = { ...jobOf(one), plan: PLAN };
  const later = defining(one, otherwise);
  await closeDuePeriods({ ...job, appender: later }, { store, today: dayAfter('2025-03'), signal });
  expect(await closeDuePeriods(job, { store, today: TODAY, signal })).toMatchObject({
    releaseIds: [],
    withheld: [{ tableId: QUARTER.id, period: '2025-Q1', reason: 'not-checked' }],
  });
});
