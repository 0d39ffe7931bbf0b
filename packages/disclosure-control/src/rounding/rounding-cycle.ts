type Position = readonly [row: number, column: number];

/**
 * Finds a cycle among the cells strictly between 0 and `base` (unsettled cells). Neighbours in the list share a row and a column
 * alternately, and so do the last and the first. Undefined if every cell is settled.
 *
 * Requires a table whose every row and column adds up to a multiple of `base`. In such a table, a line with one unsettled cell has
 * a second one. So a walk that never turns back reaches a line again, at the latest after it has visited each line once.
 */
export function findCycle(remainders: readonly (readonly number[])[], base: number): Position[] | undefined {
  const isUnsettled = (r: number, c: number): boolean => {
    const remainder = remainders[r]?.[c] ?? 0;
    return remainder > 0 && remainder < base;
  };
  const rows = remainders.length;
  const columns = remainders[0]?.length ?? 0;
  const start = remainders.findIndex((row, r) => row.some((_, c) => isUnsettled(r, c)));
  if (start < 0) return undefined;

  const path: Position[] = [];
  // Length of the path at the time when each row and column was reached.
  const rowReached = new Map([[start, 0]]);
  const columnReached = new Map<number, number>();
  let row = start;
  let column = -1;
  for (;;) {
    column = firstIndex(columns, (c) => c !== column && isUnsettled(row, c));
    path.push([row, column]);
    const metColumn = columnReached.get(column);
    if (metColumn !== undefined) return path.slice(metColumn);
    columnReached.set(column, path.length);

    const from = row;
    row = firstIndex(rows, (r) => r !== from && isUnsettled(r, column));
    path.push([row, column]);
    const metRow = rowReached.get(row);
    if (metRow !== undefined) return path.slice(metRow);
    rowReached.set(row, path.length);
  }
}

function firstIndex(length: number, holds: (index: number) => boolean): number {
  for (let index = 0; index < length; index++) if (holds(index)) return index;
  throw new Error('A line with one unsettled cell must have a second: its sum is not a multiple of the base');
}
