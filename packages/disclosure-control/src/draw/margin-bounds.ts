import { codesOf, POOLED_ROW } from '../plan/axis.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import { feasibilityInterval, sum } from '../rounding/controlled-rounding.ts';
import { type DrawnTable, numberAt } from './drawn-table.ts';

type PlannedAndDrawn = { readonly table: PlannedTable; readonly drawn: DrawnTable };

/**
 * Whether each number of a one-way table (see `isMarginOf`) is possible for the column of a cross: between the sum of the smallest
 * and the sum of the largest possible counts of its cells. Otherwise both together would leave fewer values for the counts than
 * each alone. A column in which a row is missing has no upper bound. Depends on released numbers only.
 */
export function isWithinMarginBounds({ table, drawn }: PlannedAndDrawn, margin: PlannedAndDrawn): boolean {
  return codesOf(table.columns).every((column) => {
    const value = numberAt(margin.table, margin.drawn, { [margin.table.columns.dimension]: column });
    if (value === null || value === undefined) return true;
    const { least, most } = columnBounds(table, drawn, column);
    return least <= value && value <= most;
  });
}

function columnBounds(
  { rows, columns }: PlannedTable,
  drawn: DrawnTable,
  column: string,
): { readonly least: number; readonly most: number } {
  const numberIn = (row: string) =>
    numberAt({ rows, columns }, drawn, { [rows.dimension]: row, [columns.dimension]: column }) ?? null;
  const given = [...codesOf(rows), POOLED_ROW].map(numberIn).filter((value) => value !== null);
  const bounds = given.map((value) => feasibilityInterval(value, drawn.roundingBase));
  const pooledRows = numberIn(POOLED_ROW) === null ? [] : (drawn.pooledRows ?? []);
  const isWhole = codesOf(rows).every((row) => numberIn(row) !== null || pooledRows.includes(row));
  return {
    least: sum(bounds.map(({ least }) => least)),
    most: isWhole ? sum(bounds.map(({ most }) => most)) : Number.POSITIVE_INFINITY,
  };
}
