import { periodDays } from '@waylight/calendar';
import { ReleaseEvent } from '@waylight/contracts/release';
import type { PlannedTable } from '@waylight/disclosure-control';
import type { Appender } from '@waylight/event-log';
import { afterEach, describe, expect, it } from 'vitest';
import {
  MONTH,
  PLAN,
  QUARTER,
  releasesOf,
  startRegionWithCoupledTables,
  TODAY,
} from '../testing/coupled-region.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { closeLogsAndStores } from '../testing/region.ts';
import { DISCLOSIVE_SECRET, releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods } from './close-due-periods.ts';

afterEach(closeLogsAndStores);

const jobOf = (one: LogAndStores) => releaseJobOf(one, { plan: PLAN, secret: DISCLOSIVE_SECRET });

/**
 * A quarter drawn independently of its months; a plan file with this table would be rejected. Combined with the
 * monthly tables, it discloses small counts.
 */
const SEPARATE_QUARTER: PlannedTable = { ...MONTH, id: 'apart', period: 'quarter', closesAfterDays: 42 };
const WITHHELD = [{ tableId: SEPARATE_QUARTER.id, period: '2025-Q1', reason: 'discloses-small-counts' }];
const columns = { dimension: 'typeGroup', values: ['violence', 'border'], rest: 'other-or-unknown' };

const dayAfter = (month: string): number => periodDays('month', month).toDay + MONTH.closesAfterDays + 1;

/** Changes the table definition in appended releases, as another software version could. */
function appenderWithDefinition(
  { eventLog }: LogAndStores,
  definitionOf: (event: ReleaseEvent) => ReleaseEvent['definition'],
): Appender {
  const appender = eventLog.createAppender();
  return {
    ...appender,
    append: (topic, records, options) => {
      const changedRecords = records.map(({ key, value }) => {
        const event = ReleaseEvent.decode(value ?? new Uint8Array());
        return { key, value: ReleaseEvent.encode({ ...event, definition: definitionOf(event) }).finish() };
      });
      return appender.append(topic, changedRecords, options);
    },
  };
}

describe('a quarter that discloses small counts when combined with the releases of its months', () => {
  it.each<[string, readonly PlannedTable[], string, readonly PlannedTable[]]>([
    ['was removed from the plan', [MONTH], '2025-03', []],
    ['now has other columns', [MONTH], '2025-03', [{ ...MONTH, columns }]],
    ['got another id', [MONTH], '2025-02', [{ ...MONTH, id: 'later-month' }]],
  ])('is withheld although the table of its months %s', async (_, before, until, after) => {
    const { one, store } = await startRegionWithCoupledTables(EMBEDDED);
    const signal = AbortSignal.timeout(180_000);
    const months = { ...jobOf(one), plan: { ...PLAN, tables: before } };
    await closeDuePeriods(months, { store, today: dayAfter(until), signal });
    const changed = { ...jobOf(one), plan: { ...PLAN, version: 2, tables: [...after, SEPARATE_QUARTER] } };
    expect((await closeDuePeriods(changed, { store, today: TODAY, signal })).withheld).toEqual(WITHHELD);
    expect((await releasesOf(one)).map(({ period }) => period)).toEqual(['2025-01', '2025-02', '2025-03']);
  });
});

it.each<[string, (event: ReleaseEvent) => ReleaseEvent['definition']]>([
  ['has no definition', () => undefined],
  ['has an unknown definition', ({ definition }) => definition && { ...definition, rows: undefined }],
])('withholds a table without an audit if a monthly release %s', async (_, changedDefinition) => {
  const { one, store } = await startRegionWithCoupledTables(EMBEDDED);
  const signal = AbortSignal.timeout(180_000);
  // If the audit wrongly used today's definitions for the months, this table would be released.
  const job = { ...jobOf(one), plan: PLAN };
  const appender = appenderWithDefinition(one, changedDefinition);
  await closeDuePeriods({ ...job, appender }, { store, today: dayAfter('2025-03'), signal });
  expect(await closeDuePeriods(job, { store, today: TODAY, signal })).toMatchObject({
    releaseIds: [],
    withheld: [{ tableId: QUARTER.id, period: '2025-Q1', reason: 'not-checked' }],
  });
});
