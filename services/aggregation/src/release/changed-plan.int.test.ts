import { ReleaseEvent } from '@waylight/contracts/release';
import { type PlannedTable, releasePeriodDays } from '@waylight/disclosure-control';
import type { Appender } from '@waylight/event-log';
import { afterEach, describe, expect, it } from 'vitest';
import { MONTH, PLAN, QUARTER, releasesOf, startCoupledRegion, TODAY } from '../testing/coupled-region.ts';
import { closeOpenPairs } from '../testing/open-pairs.ts';
import { EMBEDDED, type OpenPair } from '../testing/pairs.ts';
import { DISCLOSIVE_SECRET, releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods } from './close-due-periods.ts';

afterEach(closeOpenPairs);

const jobOf = (one: OpenPair) => releaseJobOf(one, { plan: PLAN, secret: DISCLOSIVE_SECRET });

/** Drawn apart from its months: no plan that is read from a file may ask for it. It tells small counts beside them. */
const APART: PlannedTable = { ...MONTH, id: 'apart', period: 'quarter', closesAfterDays: 42 };
const WITHHELD = [{ tableId: APART.id, period: '2025-Q1', reason: 'discloses-small-counts' }];
const columns = { dimension: 'typeGroup', values: ['violence', 'border'], rest: 'other-or-unknown' };

const dayAfter = (month: string): number =>
  releasePeriodDays('month', month).toDay + MONTH.closesAfterDays + 1;

/** As another program appended: what the table counts is not said, or otherwise. */
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

describe('a table that tells small counts beside what was released of its months', () => {
  it.each<[string, readonly PlannedTable[], string, readonly PlannedTable[]]>([
    ['the plan has dropped', [MONTH], '2025-03', []],
    ['the plan has given other columns', [MONTH], '2025-03', [{ ...MONTH, columns }]],
    ['the plan has given another id meanwhile', [MONTH], '2025-02', [{ ...MONTH, id: 'later-month' }]],
    [
      'the plan has broken down further meanwhile',
      [{ ...MONTH, columns }],
      '2025-02',
      [{ ...MONTH, id: 'later-month' }],
    ],
  ])('is withheld where these are of a table that %s', async (_, before, until, after) => {
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
  ['does not say what it counts', () => undefined],
  [
    'says what it counts in a way that nobody knows',
    ({ definition }) => definition && { ...definition, rows: undefined },
  ],
])('a table is not checked, and stays, where what was released of its months %s', async (_, otherwise) => {
  const { one, store } = await startCoupledRegion(EMBEDDED);
  const signal = AbortSignal.timeout(60_000);
  // Drawn together with its months it would leave, were these taken for today's.
  const job = { ...jobOf(one), plan: PLAN };
  const later = defining(one, otherwise);
  await closeDuePeriods({ ...job, appender: later }, { store, today: dayAfter('2025-03'), signal });
  expect(await closeDuePeriods(job, { store, today: TODAY, signal })).toMatchObject({
    releaseIds: [],
    withheld: [{ tableId: QUARTER.id, period: '2025-Q1', reason: 'not-checked' }],
  });
});
