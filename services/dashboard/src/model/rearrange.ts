import { type Grid, type GridCell, type Head, type Row, rowKey } from './grid.ts';

/** Adds the columns of other grids to the rows of the first. Rows without a counterpart get no number. */
export function joinColumns(first: Grid, ...others: readonly Grid[]): Grid {
  const byRow = others.map((grid) => new Map(grid.rows.map((row) => [rowKey(row), row.cells])));
  return {
    ...first,
    columns: [first, ...others].flatMap(({ columns }) => columns),
    rows: first.rows.map((row) => ({
      ...row,
      cells: [
        ...row.cells,
        ...others.flatMap(
          ({ columns }, at) => byRow[at]?.get(rowKey(row)) ?? columns.map((): GridCell => ({ kind: 'none' })),
        ),
      ],
    })),
  };
}

/** The same grid with own names for the codes of a dimension, and for the dimension. */
export function nameHeads<Of extends Grid>(
  grid: Of,
  dimension: string,
  textOf: (code: string) => string,
  title?: string,
): Of {
  const named = <One extends Head>(head: One): One =>
    head.dimension === dimension ? { ...head, text: textOf(head.id) } : head;
  return {
    ...grid,
    names: grid.names.map((name) =>
      name.id === dimension && title !== undefined ? { ...name, text: title } : name,
    ),
    columns: grid.columns.map(named),
    rows: grid.rows.map((row) => ({ ...row, heads: row.heads.map(named) })),
  };
}

/** The rows of these codes, in their order. A code without a row gets a row of `missing`. */
export function fillRows(grid: Grid, ids: readonly string[], missing: GridCell): Grid {
  const rows = new Map(grid.rows.map((row) => [rowKey(row), row]));
  const dimension = grid.names[0]?.dimension;
  return {
    ...grid,
    rows: ids.map(
      (id) => rows.get(id) ?? { heads: [{ id, dimension }], cells: grid.columns.map(() => missing) },
    ),
  };
}

export type Sorting = { readonly column: string; readonly order: 'ascending' | 'descending' };

/** Sorts the rows by their number in a column. Rows without a number are last, equal ones keep their order. */
export function sortRows(grid: Grid, sorting: Sorting | undefined): Grid {
  const column = grid.columns.findIndex(({ id }) => id === sorting?.column);
  if (sorting === undefined || column === -1) return grid;
  const sign = sorting.order === 'ascending' ? 1 : -1;
  const numberOf = ({ cells }: Row) => {
    const cell = cells[column];
    return cell?.kind === 'number' ? cell.value : undefined;
  };
  return {
    ...grid,
    rows: [...grid.rows].sort((a, b) => {
      const [one, other] = [numberOf(a), numberOf(b)];
      if (one === undefined || other === undefined)
        return Number(one === undefined) - Number(other === undefined);
      return sign * (one - other);
    }),
  };
}

export function withoutColumn(grid: Grid, id: string): Grid {
  const at = grid.columns.findIndex((column) => column.id === id);
  if (at === -1) return grid;
  return {
    ...grid,
    columns: grid.columns.toSpliced(at, 1),
    rows: grid.rows.map((row) => ({ ...row, cells: row.cells.toSpliced(at, 1) })),
  };
}

/** Next order of a column whose heading is pressed: largest first, smallest first, then the order of the table. */
export function nextSorting(sorting: Sorting | undefined, column: string): Sorting | undefined {
  if (sorting?.column !== column) return { column, order: 'descending' };
  return sorting.order === 'descending' ? { column, order: 'ascending' } : undefined;
}
