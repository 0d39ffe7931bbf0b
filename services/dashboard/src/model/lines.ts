import { type Grid, type GridCell, type Head, type NumberCell, PERIOD } from './grid.ts';

/** Values of one row or column over time, oldest first, as charts need them. */
export type Line = {
  readonly head: Head;
  readonly cells: ReadonlyMap<string, NumberCell>;
};

/** The lines of a grid that has periods in its rows or columns; undefined for any other grid. */
export function linesOf(grid: Grid): readonly Line[] | undefined {
  const [name, ...others] = grid.names;
  if (name?.dimension === PERIOD && others.length === 0)
    return grid.columns.flatMap((head, column) =>
      head.isText === true
        ? []
        : [
            lineOf(
              head,
              grid.rows.map(({ heads, cells }) => [heads[0]?.id ?? '', cells[column]] as const),
            ),
          ],
    );
  if (grid.columns.every(({ dimension }) => dimension === PERIOD) && name !== undefined)
    return grid.rows.map(({ heads, cells }) =>
      lineOf(
        heads[0] ?? name,
        grid.columns.map(({ id }, column) => [id, cells[column]] as const),
      ),
    );
  return undefined;
}

const lineOf = (
  head: Head,
  cells: readonly (readonly [period: string, cell: GridCell | undefined])[],
): Line => ({
  head,
  cells: new Map(
    cells
      .flatMap(([period, cell]) => (cell?.kind === 'number' ? [[period, cell] as const] : []))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
});
