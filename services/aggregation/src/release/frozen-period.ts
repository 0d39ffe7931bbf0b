import { randomUUID } from 'node:crypto';
import { periodDays, periodKindOf, periodOf, periodsWithin } from '@waylight/calendar';
import type { PlannedTable } from '@waylight/disclosure-control';
import type {
  CellMap,
  Freeze,
  FreezeStore,
  FrozenPeriod,
  FrozenSet,
  PartitionName,
  RawCellStore,
} from '@waylight/view-store';
import { nodeOfTopic, topicOfPartition } from '../count/partition-names.ts';

/**
 * Name of a period's frozen set. Tables of one period that close on the same day share the set, and so count
 * the same reports.
 */
export function frozenPeriodId(period: string, closedDay: number): string {
  return `${period}@${closedDay}`;
}

/** Cells of the partitions, and the country whose node took the reports of each. */
export type FrozenCells = { readonly cells: readonly CellMap[]; readonly nodes: readonly string[] };

export function frozenCellsOf(sets: FrozenSets): FrozenCells {
  return {
    cells: [...sets.values()].map((set) => set.cells),
    nodes: [...sets.keys()].map((name) => nodeOfTopic(topicOfPartition(name)) ?? ''),
  };
}

/** Frozen sets by partition. */
export type FrozenSets = ReadonlyMap<PartitionName, FrozenSet>;

/** A complete freeze. A decision on the period names it, because the store may have lost it meanwhile. */
export type CompleteFreeze = Freeze & { readonly sets: FrozenSets };

/**
 * Freezes a period in every partition unless it is already frozen. Later reports, generations and partitions
 * do not change the sets. A partial freeze is never continued. If another leader selects a freeze meanwhile, that
 * one counts.
 */
export async function freezePeriod(
  { store, viewStore }: { readonly store: RawCellStore; readonly viewStore: FreezeStore },
  periodId: string,
  { partitions, buckets }: { readonly partitions: readonly string[]; readonly buckets: readonly string[] },
): Promise<CompleteFreeze> {
  const before = await viewStore.readFrozenPeriod(periodId);
  if (isComplete(before)) return before;
  // If the store lost one of the sets, the others and a decision on them must not be combined with a new one.
  if (before !== null) await viewStore.dropFreeze(before);
  const freeze = { periodId, freezeId: randomUUID() };
  await Promise.all(partitions.map((partition) => store.freeze(partition, freeze, buckets)));
  await viewStore.selectFreeze(freeze, { generation: store.name, partitions });
  const selected = await viewStore.readFrozenPeriod(periodId);
  if (!isComplete(selected)) throw new FrozenPeriodLostError(periodId);
  return selected;
}

function isComplete(frozen: FrozenPeriod | null): frozen is CompleteFreeze {
  return frozen !== null && frozen.sets !== null;
}

/** The store lost a set right after the freeze. Closing the period again also freezes it again. */
export class FrozenPeriodLostError extends Error {
  override readonly name = 'FrozenPeriodLostError';
  readonly code = 'FROZEN_PERIOD_LOST';

  constructor(periodId: string) {
    super(`the store lost the frozen set ${periodId}; close the period again`);
  }
}

/**
 * Retention of reports. A year that is not published by then is never published: the plan has no such table,
 * or the table was withheld.
 */
const MAX_NEEDED_DAYS = 3 * 366;

/**
 * True if a frozen set may still be read: its period is not published, or a longer period may still be
 * compared with it. The longest period is a year. A week of receipt is compared with no other period. The
 * latest published period serves as the current date.
 */
export function isStillNeeded(periodId: string, published: PublishedPeriods): boolean {
  const [period = '', closedDay] = periodId.split('@');
  const kind = periodKindOf(period);
  if (kind === undefined || !published.has(period)) return true;
  const year = periodOf('year', periodDays(kind, period).fromDay);
  const last = Math.max(...published.values());
  return kind !== 'week' && !published.has(year) && last - Number(closedDay) <= MAX_NEEDED_DAYS;
}

/** Published periods, with the day on which each closed. */
export type PublishedPeriods = ReadonlyMap<string, number>;

/**
 * Buckets of reports that count in a period of a table, sorted. If only the month of an incident is known, it counts in its
 * month, quarter and year; if only the year is known, in its year.
 */
export function bucketsOf({ dated, period: kind }: PlannedTable, period: string): string[] {
  if (dated === 'received') return [`r${period}`];
  const months = periodsWithin('month', kind, period);
  return (kind === 'year' ? [period, ...months] : months).map((label) => `o${label}`);
}
