import { nextPeriod, PERIOD_KINDS, periodDays, periodOf } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { type LinkedTables, linkedTablesOf } from './linked-tables.ts';
import type { PlannedTable } from './planned-table.ts';
import type { ReleasePlan } from './release-plan.ts';

/** Due releases of one period: those of all linked tables for all of their audiences. */
export type DuePeriod = {
  /** Id of the top table's release for its narrowest audience. All releases of the period are created together with it. */
  readonly releaseId: string;
  readonly linkedTables: LinkedTables;
  /** The top table. */
  readonly table: PlannedTable;
  /** Id of the release period, such as "2025-03". */
  readonly period: string;
  /** The last day on which reports count in the period, in days since 1970-01-01. */
  readonly closesOn: number;
};

/** The id of a table's release in a period for an audience. The same release always has the same id. */
export function releaseIdOf(
  table: PlannedTable,
  period: string,
  audience: Audience = table.audience,
): string {
  return `${table.id}.${period}.${audience}`;
}

/** The last day on which reports count in a period of a table; the release is due from the next day on. */
export function closesOn(table: Pick<PlannedTable, 'period' | 'closesAfterDays'>, period: string): number {
  return periodDays(table.period, period).toDay + table.closesAfterDays;
}

/**
 * The first period of a table that begins in the founding month or later. A quarter or year that began before it would count
 * reports that are never released.
 */
export function firstPeriodOf(plan: Pick<ReleasePlan, 'from'>, table: Pick<PlannedTable, 'period'>): string {
  const foundingDay = periodDays('month', plan.from).fromDay;
  const period = periodOf(table.period, foundingDay);
  const firstDay = periodDays(table.period, period).fromDay;
  return firstDay >= foundingDay ? period : nextPeriod(table.period, period);
}

/**
 * The releases that are due on a day and do not exist yet, oldest first: every closed period of all linked tables from the
 * founding month on. `released` contains the ids of the existing releases.
 *
 * A period is never released twice, even if the plan had other tables, audiences or ids then: its incidents would be drawn a
 * second time. If two periods close on one day, the shorter comes first. A period is never due after a longer period that contains
 * it was released, because nothing would couple the two.
 */
export function duePeriods(plan: ReleasePlan, today: number, released: ReadonlySet<string>): DuePeriod[] {
  const linkedTableSets = linkedTablesOf(plan);
  const periods = new Set([...released].map(periodOfRelease));
  const due = linkedTableSets.flatMap((linkedTables) => {
    const [table] = linkedTables;
    if (table === undefined) return [];
    const longer = longerKindsCoupledTo(linkedTables, linkedTableSets);
    const closed: DuePeriod[] = [];
    let period = firstPeriodOf(plan, table);
    for (; closesOn(table, period) < today; period = nextPeriod(table.period, period)) {
      const { fromDay } = periodDays(table.period, period);
      const comesTooLate = longer.some((kind) => periods.has(periodOf(kind, fromDay)));
      if (!periods.has(period) && !comesTooLate)
        closed.push({
          releaseId: releaseIdOf(table, period),
          linkedTables,
          table,
          period,
          closesOn: closesOn(table, period),
        });
    }
    return closed;
  });
  return due.sort(
    (a, b) =>
      a.closesOn - b.closesOn || PERIOD_KINDS.indexOf(a.table.period) - PERIOD_KINDS.indexOf(b.table.period),
  );
}

/** Returns the period in a release id. Table ids and audiences contain no dot. */
function periodOfRelease(releaseId: string): string {
  const parts = releaseId.split('.');
  return parts.at(-2) ?? '';
}

/** Returns the kinds of periods that are coupled to those of linked tables, directly or through other tables. */
function longerKindsCoupledTo(
  linkedTables: LinkedTables,
  linkedTableSets: readonly LinkedTables[],
): PlannedTable['period'][] {
  return linkedTableSets
    .filter((other) => other.some(({ partsOf }) => linkedTables.some(({ id }) => id === partsOf)))
    .flatMap((other) => [
      ...(other[0] === undefined ? [] : [other[0].period]),
      ...longerKindsCoupledTo(other, linkedTableSets),
    ]);
}
