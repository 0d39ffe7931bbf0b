import { isoMonth, isoWeek } from '@waylight/calendar';
import {
  type Coverage,
  type PlannedTable,
  periodKindOf,
  releasePeriodDays,
  releasePeriodOf,
} from '@waylight/disclosure-control';
import type { FrozenSet, RawCellStore, ViewStore } from '@waylight/view-store';

/**
 * Names the frozen set of a period that closed on a day. Tables of one period that close together share it, so that
 * they count the same.
 */
export function frozenPeriodId(period: string, closedDay: number): string {
  return `${period}@${closedDay}`;
}

/** Where frozen periods are kept. */
export type FrozenPeriods = Pick<ViewStore, 'keepFrozen' | 'readKept'>;

/**
 * Freezes a period in every partition, where it is not frozen yet: nothing that arrives later changes what it counts, whichever
 * generation serves and however many partitions there are by then. One that was frozen in part was drawn from by nobody.
 */
export async function freezePeriod(
  { store, viewStore }: { readonly store: RawCellStore; readonly viewStore: FrozenPeriods },
  periodId: string,
  { partitions, buckets }: { readonly partitions: readonly string[]; readonly buckets: readonly string[] },
): Promise<FrozenSet[]> {
  const before = await viewStore.readKept(periodId);
  if (before !== null) return [...before.values()];
  await Promise.all(partitions.map((partition) => store.freeze(partition, periodId, buckets)));
  await viewStore.keepFrozen(periodId, { generation: store.name, partitions });
  const kept = await viewStore.readKept(periodId);
  if (kept === null) throw new FrozenPeriodLostError(periodId);
  return [...kept.values()];
}

/** The store lost what it had just frozen. Closing the period again freezes it anew. */
export class FrozenPeriodLostError extends Error {
  override readonly name = 'FrozenPeriodLostError';
  readonly code = 'FROZEN_PERIOD_LOST';

  constructor(periodId: string) {
    super(`the store has lost what was frozen of ${periodId}: close the period again`);
  }
}

/** As long as reports are kept: a year that was not published by then, because its plan has none or it was withheld, never is. */
const LONGEST_NEEDED_DAYS = 3 * 366;

/**
 * Whether somebody still asks what a period had counted: it is not published yet, or a longer one may still be held against it. A
 * year is the longest, and no other period counts what a week of receipt does. How far time is follows from what was published.
 */
export function isStillNeeded(periodId: string, published: PublishedPeriods): boolean {
  const [period = '', closedDay] = periodId.split('@');
  const kind = periodKindOf(period);
  if (kind === undefined || !published.has(period)) return true;
  const year = releasePeriodOf('year', releasePeriodDays(kind, period).fromDay);
  const last = Math.max(...published.values());
  return kind !== 'week' && !published.has(year) && last - Number(closedDay) <= LONGEST_NEEDED_DAYS;
}

/** The periods that were published, each with the day on which it closed. */
export type PublishedPeriods = ReadonlyMap<string, number>;

/** The buckets of the reports' cells that a period of a table touches, sorted. */
export function bucketsOf({ dated }: PlannedTable, coverage: Coverage): string[] {
  if (dated === 'received') return [weekBucketOf(coverage)];
  const labels = new Set([...coverage.dayUnknownMonths, ...coverage.monthUnknownYears]);
  for (let day = coverage.fromDay; day <= coverage.toDay; day++) labels.add(isoMonth(day));
  return [...labels].sort().map((label) => `o${label}`);
}

/** The bucket of what was received in a week. */
export const weekBucketOf = ({ fromDay }: Coverage): string => `r${isoWeek(fromDay)}`;
