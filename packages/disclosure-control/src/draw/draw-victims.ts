import { POOLED_ROW } from '../plan/axis.ts';
import { controlledRounding, sum } from '../rounding/controlled-rounding.ts';
import { keyedUniform } from '../rounding/keyed-uniform.ts';
import type { TrueCell } from './draw-table.ts';
import type { DrawnNumber, DrawnTable } from './drawn-table.ts';

/** Sums of victims of a table's rows and of the whole table, in the order of its rows; null where they are not given. */
export type VictimSums = {
  readonly roundingBase: number;
  /** The least number of incidents, as it was released, of which a sum is given. */
  readonly from: number;
  readonly rows: readonly DrawnNumber[];
  readonly total: DrawnNumber;
};

/** Every sum of victims is a multiple of it: twice as coarse as the tables, because one report moves a sum by more than one. */
export const VICTIMS_ROUNDING_BASE = 10;

export type VictimsToDraw = {
  readonly secret: Uint8Array;
  /** What was drawn of the incidents: its row totals and its total are the released numbers of incidents. */
  readonly drawn: DrawnTable;
  readonly from: number;
  readonly cells: readonly TrueCell[];
};

/**
 * Draws the sums of victims, where `from` incidents or more were released: each a multiple of ten less than ten from the truth, and
 * right on average (see `controlledRounding`), once for secret, table and period. Rows and what is left of the total add up to the total.
 *
 * So who subtracts the rows from the total reads a rounded sum of the others. It is a sum like any other: where the others were
 * released with fewer incidents than `from` together, the smallest of those that are large enough are left out with them.
 * Which they are follows from released numbers alone. Undefined where no sum may leave.
 */
export function drawVictims({ secret, drawn, from, cells }: VictimsToDraw): VictimSums | undefined {
  if (drawn.total === null || drawn.total < from || cells.some(({ victims }) => victims === undefined))
    return undefined;
  const includedRows = selectRows(drawn, from);
  // By size and then by code, so that the draw does not depend on the plan's order.
  const codes = [...includedRows];
  const sumOf = (isIn: (row: string) => boolean): number =>
    sum(cells.map(({ row, victims = 0 }) => (isIn(row) ? victims : 0)));
  const truths = [
    ...codes.map((code) => sumOf((row) => row === code)),
    sumOf((row) => !includedRows.has(row)),
  ];
  const uniform = keyedUniform(secret, drawn.tableId, drawn.period, 'victims');
  const rounded = controlledRounding([truths], { base: VICTIMS_ROUNDING_BASE, uniform });
  return {
    roundingBase: VICTIMS_ROUNDING_BASE,
    from,
    rows: drawn.rows.map((row) =>
      includedRows.has(row) ? (rounded.cells[0]?.[codes.indexOf(row)] ?? null) : null,
    ),
    total: rounded.total,
  };
}

/** The rows whose sum is given: those that are large enough, but for the smallest where the others would be told by the rest. */
function selectRows({ rows, rowTotals }: DrawnTable, from: number): ReadonlySet<string> {
  const each = rows
    .map((row, r) => ({ row, incidents: rowTotals[r] ?? 0 }))
    .filter(({ row }) => row !== POOLED_ROW)
    .sort((a, b) => a.incidents - b.incidents || (a.row < b.row ? -1 : 1));
  const others = each.filter(({ incidents }) => incidents < from);
  const largeEnough = each.slice(others.length);
  let left = sum(others.map(({ incidents }) => incidents));
  while (others.length > 0 && left < from) {
    const next = largeEnough.shift();
    if (next === undefined) break;
    left += next.incidents;
  }
  return new Set(largeEnough.map(({ row }) => row));
}

/** The same without its sums of victims. */
export function withoutVictims<T extends { readonly drawn: DrawnTable }>(one: T): T {
  const { victims: _, ...drawn } = one.drawn;
  return { ...one, drawn };
}

/** How many victims an incident of a size of group has; those of any other size have none that are stated. */
export const VICTIMS_BY_GROUP_SIZE: Readonly<
  Record<string, { readonly least: number; readonly most: number }>
> = {
  one: { least: 1, most: 1 },
  'two-to-four': { least: 2, most: 4 },
  'five-to-nine': { least: 5, most: 9 },
  'ten-or-more': { least: 10, most: Number.POSITIVE_INFINITY },
};
