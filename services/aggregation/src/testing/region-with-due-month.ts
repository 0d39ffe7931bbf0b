import { dayNumber, periodDays } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { Country, DatePrecision, IncidentType, Layer, ShareWith } from '@waylight/contracts/incident';
import {
  codesOf,
  drawTable,
  FIRST_DRAW,
  keyOfVariant,
  ONE_TABLE_PLAN,
  type TrueCell,
} from '@waylight/disclosure-control';
import type { RawCellStore } from '@waylight/view-store';
import type { ClosingOptions } from '../release/close-due-periods.ts';
import { type EventFacts, reportRecord } from './events.ts';
import type { Backend, LogAndStores } from './log-and-stores.ts';
import { makeTopics, openLogAndStores, send, startTrackedWorker, waitUntilAllCounted } from './region.ts';
import { SECRET } from './release-job.ts';

export const PLAN = ONE_TABLE_PLAN;
export const TABLE = onlyOf(PLAN.tables);
/** First day on which the first month of the plan is due, and no other period. */
export const TODAY = periodDays('month', '2025-01').toDay + TABLE.closesAfterDays + 1;
export const RELEASE = `${TABLE.id}.2025-01.partners`;

const NODES: readonly NodeCountry[] = ['MK', 'RS'];

const PUSHBACKS = { day: dayNumber(2025, 1, 10), country: Country.MK, type: IncidentType.PUSHBACK };

/** Reports of several days, countries, groups and audiences around the month: [facts, count]. */
const KINDS: readonly (readonly [NonNullable<EventFacts['incident']>, number, Layer?])[] = [
  [PUSHBACKS, 13],
  [
    {
      day: dayNumber(2025, 1, 11),
      country: Country.RS,
      type: IncidentType.DEATH,
      shareWith: ShareWith.PUBLIC,
    },
    7,
  ],
  [{ day: dayNumber(2025, 1, 31), country: Country.MK, type: IncidentType.EXTORTION_RANSOM }, 4],
  [
    {
      day: dayNumber(2025, 1, 1),
      precision: DatePrecision.MONTH,
      country: Country.GR,
      type: IncidentType.OTHER,
    },
    3,
  ],
  // These reports do not count in the month: other months, only the year known, not shared widely enough,
  // public record.
  [{ day: dayNumber(2024, 12, 31), country: Country.MK, type: IncidentType.PUSHBACK }, 6],
  [{ day: dayNumber(2025, 2, 1), country: Country.MK, type: IncidentType.PUSHBACK }, 6],
  [{ day: dayNumber(2025, 1, 1), precision: DatePrecision.YEAR, country: Country.MK }, 6],
  [{ day: dayNumber(2025, 1, 12), country: Country.MK, shareWith: ShareWith.COUNTRY }, 6],
  [{ day: dayNumber(2025, 1, 12), country: Country.MK, shareWith: ShareWith.PUBLIC }, 6, Layer.PUBLIC_RECORD],
];

/** True counts of the month, before rounding. */
export const TRUTH = [
  { row: 'MK', column: 'border', count: 13 },
  { row: 'RS', column: 'death', count: 7 },
  { row: 'MK', column: 'coercion', count: 4 },
  { row: 'other-or-unknown', column: 'other-or-unknown', count: 3 },
];

export type RegionWithDueMonth = LogAndStores & { readonly store: RawCellStore };

/** Starts a region and counts the reports of January 2025. Call `closeLogsAndStores` to shut it down. */
export async function startRegionWithDueMonth(backend: Backend): Promise<RegionWithDueMonth> {
  const one = await openLogAndStores(backend);
  await makeTopics(one.eventLog, 3, NODES);
  await startTrackedWorker(one);
  const store = one.viewStore.generation('g1');
  let next = 0;
  const records = KINDS.flatMap(([incident, count, layer]) =>
    Array.from({ length: count }, () => {
      next += 1;
      return reportRecord({
        reference: next,
        revision: 1,
        incident,
        ...(layer === undefined ? {} : { layer }),
      });
    }),
  );
  await send(one.eventLog, 'MK', records);
  await waitUntilAllCounted(one.eventLog, store);
  return { ...one, store };
}

/** Sends further reports of the month after it has closed. */
export async function sendLate(one: RegionWithDueMonth): Promise<void> {
  const late = Array.from({ length: 40 }, (_, i) =>
    reportRecord({ reference: 500 + i, revision: 1, incident: PUSHBACKS }),
  );
  await send(one.eventLog, 'MK', late);
  await waitUntilAllCounted(one.eventLog, one.store);
}

/** Sends reports of deaths in Serbia in January, shared with the public, of several organisations in turn. */
export async function sendShared(
  one: RegionWithDueMonth,
  count: number,
  organisations: number,
): Promise<void> {
  const shared = {
    day: dayNumber(2025, 1, 11),
    country: Country.RS,
    type: IncidentType.DEATH,
    shareWith: ShareWith.PUBLIC,
  };
  const records = Array.from({ length: count }, (_, n) =>
    reportRecord({
      reference: 300 + n,
      revision: 1,
      incident: shared,
      organisation: 10 + (n % organisations),
    }),
  );
  await send(one.eventLog, 'MK', records);
  await waitUntilAllCounted(one.eventLog, one.store);
}

export const closingOptions = (store: RawCellStore): ClosingOptions => ({
  store,
  today: TODAY,
  signal: AbortSignal.timeout(30_000),
});

/** Returns the expected released table of the month. */
export const drawMonth = (cells: readonly TrueCell[] = TRUTH) =>
  drawTable({
    secret: keyOfVariant(SECRET, '2025-01', FIRST_DRAW),
    tableId: TABLE.id,
    period: '2025-01',
    roundingBase: PLAN.base,
    rows: codesOf(TABLE.rows),
    columns: codesOf(TABLE.columns),
    cells,
  });

function onlyOf<T>([first, ...others]: readonly T[]): T {
  if (first === undefined || others.length > 0) throw new Error('ONE_TABLE_PLAN must have exactly one table');
  return first;
}
