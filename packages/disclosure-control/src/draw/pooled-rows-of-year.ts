import { periodDays, periodOf, periodsWithin } from '@waylight/calendar';
import { codesOf } from '../plan/axis.ts';
import { releaseIdOf } from '../plan/due-periods.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import type { ReleasePlan } from '../plan/release-plan.ts';
import { type DrawnTable, numberAt } from './drawn-table.ts';
import { selectPooledRows } from './pooled-rows.ts';

/** Returns the table of a release by its id; undefined if it is not released. */
export type FindReleased = (releaseId: string) => DrawnTable | undefined;

/**
 * Rows that a cross pools in a calendar year, so that readers cannot subtract periods with different rows: those of an earlier
 * period of the year, or else by the released numbers of the year before. Undefined if there are neither; the rows then follow
 * from the released numbers of the period itself. Depends on released numbers only.
 */
export function pooledRowsOfYear(
  { tables }: Pick<ReleasePlan, 'tables'>,
  findReleased: FindReleased,
  { table, period }: { readonly table: PlannedTable; readonly period: string },
): readonly string[] | undefined {
  const { fromDay } = periodDays(table.period, period);
  const year = periodOf('year', fromDay);
  const earlier = periodsWithin(table.period, 'year', year)
    .filter((one) => periodDays(table.period, one).fromDay < fromDay)
    .map((one) => findReleased(releaseIdOf(table, one))?.pooledRows ?? [])
    .find((rows) => rows.length > 0);
  if (earlier !== undefined) return earlier;
  const whole = tables.find(({ id }) => id === table.splits?.table);
  const yearly = whole && yearlyTableOf(whole, tables);
  const drawn = yearly && findReleased(releaseIdOf(yearly, String(Number(year) - 1)));
  if (drawn === undefined) return undefined;
  const periods = periodsWithin(table.period, 'year', year).length;
  const numbers = codesOf(table.rows).map((row) => {
    const number = numberAt(yearly ?? table, drawn, { [table.rows.dimension]: row });
    return [row, number ?? null] as const;
  });
  const known = numbers.flatMap(([row, number]) =>
    number === null ? [] : [[row, number / periods] as const],
  );
  return known.length < numbers.length
    ? undefined
    : selectPooledRows(new Map(known), table.splits?.from ?? 0);
}

/** The table itself if it is yearly, or the yearly table that is coupled to it. */
function yearlyTableOf(table: PlannedTable, tables: readonly PlannedTable[]): PlannedTable | undefined {
  if (table.period === 'year') return table;
  const longer = tables.find(({ partsOf }) => partsOf === table.id);
  return longer && yearlyTableOf(longer, tables);
}
