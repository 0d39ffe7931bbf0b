import type { Grid, NumberCell } from './grid.ts';

/** The row with the largest number of a column, if no other may be larger. */
export function clearlyLargest(
  rows: Grid['rows'],
  column = 0,
): { readonly id: string; readonly cell: NumberCell } | undefined {
  const all = rows
    .flatMap(({ heads: [head], cells }) => {
      const cell = cells[column];
      return head === undefined || cell?.kind !== 'number' ? [] : [{ id: head.id, cell }];
    })
    .toSorted((a, b) => b.cell.min - a.cell.min);
  const [first, ...others] = all;
  return first === undefined || others.some(({ cell }) => cell.max >= first.cell.min) ? undefined : first;
}
