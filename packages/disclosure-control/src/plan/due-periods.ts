import { PERIOD_KINDS } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { type LinkedTables, linkedTablesOf } from './linked-tables.ts';
import {
  nextReleasePeriod,
  releaseMonthDays,
  releasePeriodDays,
  releasePeriodOf,
} from './release-periods.ts';
import type { PlannedTable, ReleasePlan } from './release-plan.ts';

/** The releases that are to be made now: of all tables of a family in a period, for all of their circles together. */
export type DuePeriod = {
  /** That of the head for its narrowest circle: it is there as soon as the others are. */
  readonly releaseId: string;
  readonly linkedTables: LinkedTables;
  /** The head of the family. */
  readonly table: PlannedTable;
  /** Id of the release period, such as "2025-03". */
  readonly period: string;
  /** The last day on which a report counted in it, in days since 1970-01-01. */
  readonly closesOn: number;
};

/** The one id of a table's release in a period to a circle: making it again makes the same. */
export function releaseIdOf(
  table: PlannedTable,
  period: string,
  audience: Audience = table.audience,
): string {
  return `${table.id}.${period}.${audience}`;
}

/** The last day on which a report counts in a period of a table; from the next day on the release is due. */
export function closesOn(table: Pick<PlannedTable, 'period' | 'closesAfterDays'>, period: string): number {
  return releasePeriodDays(table.period, period).toDay + table.closesAfterDays;
}

/**
 * The first period of a table: the first that lies in the founding month or later as a whole. A quarter or year that
 * began before the founding month is left out, because it would count what is never released.
 */
export function firstPeriodOf(plan: Pick<ReleasePlan, 'from'>, table: Pick<PlannedTable, 'period'>): string {
  const founded = releaseMonthDays(plan.from).fromDay;
  const period = releasePeriodOf(table.period, founded);
  const began = releasePeriodDays(table.period, period).fromDay;
  return began >= founded ? period : nextReleasePeriod(table.period, period);
}

/**
 * The releases that are due on a day and not made yet, oldest first: every period of every family from the founding
 * month on that has closed. `released` holds the ids of the releases that exist: a period is never released twice, whichever
 * tables and circles the plan had for it then, and under whichever ids: its incidents would be drawn a second time. Of two that close on one day the shorter comes first, and a period
 * whose longer one was released without it never comes: nothing would couple the two.
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
    for (let closing = closesOn(table, period); closing < today; closing = closesOn(table, period)) {
      const { fromDay } = releasePeriodDays(table.period, period);
      const comesTooLate = longer.some((kind) => periods.has(releasePeriodOf(kind, fromDay)));
      if (!periods.has(period) && !comesTooLate)
        closed.push({
          releaseId: releaseIdOf(table, period),
          linkedTables,
          table,
          period,
          closesOn: closing,
        });
      period = nextReleasePeriod(table.period, period);
    }
    return closed;
  });
  return due.sort(
    (a, b) =>
      a.closesOn - b.closesOn || PERIOD_KINDS.indexOf(a.table.period) - PERIOD_KINDS.indexOf(b.table.period),
  );
}

/** The period in the id of a release: neither a table's id nor a circle's name holds one. */
function periodOfRelease(releaseId: string): string {
  const parts = releaseId.split('.');
  return parts.at(-2) ?? '';
}

/** The kinds of the periods that are coupled to those of a family, directly or through others. */
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
