import { periodDays, periodOf, periodsWithin } from '@waylight/calendar';
import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  codesOf,
  drawnTableOf,
  numberAt,
  type PlannedTable,
  type ReleasePlan,
  releaseIdOf,
  selectPooledRows,
} from '@waylight/disclosure-control';

/** Releases on the log, by id. */
type Published = ReadonlyMap<string, { readonly event: ReleaseEvent }>;

/**
 * Rows that a cross pools in a calendar year, so that readers cannot subtract periods with different rows: those
 * of an earlier period of the year, or else by the released numbers of the year before. Undefined if there are
 * neither; the rows then follow from the released numbers of the period itself. Depends on released numbers
 * only.
 */
export function pooledRowsOfYear(
  { tables }: Pick<ReleasePlan, 'tables'>,
  published: Published,
  { table, period }: { readonly table: PlannedTable; readonly period: string },
): readonly string[] | undefined {
  const { fromDay } = periodDays(table.period, period);
  const year = periodOf('year', fromDay);
  const earlier = periodsWithin(table.period, 'year', year)
    .filter((one) => periodDays(table.period, one).fromDay < fromDay)
    .map((one) => published.get(releaseIdOf(table, one))?.event.pooledRows ?? [])
    .find((rows) => rows.length > 0);
  if (earlier !== undefined) return earlier;
  const whole = tables.find(({ id }) => id === table.splits?.table);
  const yearly = whole && yearlyTableOf(whole, tables);
  const release = yearly && published.get(releaseIdOf(yearly, String(Number(year) - 1)));
  if (release === undefined) return undefined;
  const drawn = drawnTableOf(release.event);
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
