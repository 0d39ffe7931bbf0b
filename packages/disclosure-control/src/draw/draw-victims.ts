import { POOLED_ROW } from '../plan/axis.ts';
import { VICTIMS_ROUNDING_BASE } from '../plan/victim-groups.ts';
import { controlledRounding, sum } from '../rounding/controlled-rounding.ts';
import { keyedUniform } from '../rounding/keyed-uniform.ts';
import type { TrueCell } from './draw-table.ts';
import type { DrawnTable, VictimSums } from './drawn-table.ts';

export type VictimsToDraw = {
  readonly secret: Uint8Array;
  /** The drawn table of incidents. Its row totals and total are the released numbers of incidents. */
  readonly drawn: DrawnTable;
  readonly minIncidents: number;
  readonly cells: readonly TrueCell[];
};

/**
 * Draws sums of victims for rows with at least `minIncidents` released incidents. Each is a multiple of ten, less
 * than ten from the true sum and unbiased (see `controlledRounding`). The same secret, table and period give the
 * same sums.
 *
 * Published rows and the remainder add up to the total, so that subtracting published rows from the total gives a
 * rounded sum of the other rows. If the other rows together have fewer than `minIncidents` released incidents, the
 * smallest large rows are omitted too. Only released numbers decide which rows are omitted. Returns undefined if
 * no sum may be released.
 */
export function drawVictims({ secret, drawn, minIncidents, cells }: VictimsToDraw): VictimSums | undefined {
  if (
    drawn.total === null ||
    drawn.total < minIncidents ||
    cells.some(({ victims }) => victims === undefined)
  )
    return undefined;
  const includedRows = selectRows(drawn, minIncidents);
  // Rows are ordered by size, then code, so that the draw does not depend on the order of the plan.
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
    minIncidents,
    rows: drawn.rows.map((row) =>
      includedRows.has(row) ? (rounded.cells[0]?.[codes.indexOf(row)] ?? null) : null,
    ),
    total: rounded.total,
  };
}

/** Returns the rows with a released sum: the large rows, without the smallest of them if subtraction would expose the small rows. */
function selectRows({ rows, rowTotals }: DrawnTable, minIncidents: number): ReadonlySet<string> {
  const each = rows
    .map((row, r) => ({ row, incidents: rowTotals[r] ?? 0 }))
    .filter(({ row }) => row !== POOLED_ROW)
    .sort((a, b) => a.incidents - b.incidents || (a.row < b.row ? -1 : 1));
  const others = each.filter(({ incidents }) => incidents < minIncidents);
  const largeEnough = each.slice(others.length);
  let left = sum(others.map(({ incidents }) => incidents));
  while (others.length > 0 && left < minIncidents) {
    const next = largeEnough.shift();
    if (next === undefined) break;
    left += next.incidents;
  }
  return new Set(largeEnough.map(({ row }) => row));
}

export function withoutVictims<T extends { readonly drawn: DrawnTable }>(one: T): T {
  const { victims: _, ...drawn } = one.drawn;
  return { ...one, drawn };
}
