import type { ReleaseTable } from '../../api/releases.ts';
import { smallShare } from '../../model/small-share.ts';
import { TOGETHER, TOTAL } from '../../text/table-codes.ts';

/** The content of one place of a released table. */
export type Reading =
  | { readonly kind: 'rounded'; readonly value: number }
  /** A sum of rounded cells, which has no bound. */
  | { readonly kind: 'sum'; readonly value: number }
  /** The number that it breaks down was too small. It does not mean 0. */
  | { readonly kind: 'not-given' };

type Axis = {
  /** Undefined if the table has no breakdown on this axis. */
  readonly dimension: string | undefined;
  /** In the order of the release, then the pooled row, then the total. */
  readonly codes: readonly string[];
};

export type TableLayout = {
  readonly rows: Axis;
  readonly columns: Axis;
  readonly at: (row: string, column: string) => Reading;
};

/** A release as rows and columns. Each number is one of its cells: nothing is computed here. */
export function layOutRelease({
  dimensions,
  cells,
  marginsAreSums,
}: Pick<ReleaseTable, 'dimensions' | 'cells' | 'marginsAreSums'>): TableLayout {
  const [row, column] = Object.keys(dimensions);
  const values = new Map(
    cells.map(({ coords, value }) => [cellKey(coords[row ?? ''], coords[column ?? '']), value]),
  );
  const columns = axisOf(dimensions, column);
  // Columns of a cross have no totals: their one-way table has the numbers.
  const hasColumnTotals =
    column === undefined || columns.codes.some((code) => code !== TOTAL && values.has(cellKey(TOTAL, code)));
  const rows = axisOf(dimensions, row);
  return {
    rows: hasColumnTotals ? rows : { ...rows, codes: rows.codes.filter((code) => code !== TOTAL) },
    columns,
    at: (rowCode, columnCode) => {
      const value = values.get(
        cellKey(row === undefined ? undefined : rowCode, column === undefined ? undefined : columnCode),
      );
      if (value === undefined) return { kind: 'not-given' };
      const isMargin =
        (row !== undefined && rowCode === TOTAL) || (column !== undefined && columnCode === TOTAL);
      return { kind: marginsAreSums === true && isMargin ? 'sum' : 'rounded', value };
    },
  };
}

/** True if rounding hides most of the cells. Totals are left out. */
export function isReleaseMostlySmall({ rows, columns, at }: TableLayout, base: number): boolean {
  const parts = ({ dimension, codes }: Axis) =>
    dimension === undefined ? codes : codes.filter((code) => code !== TOTAL);
  const values = parts(rows).flatMap((row) =>
    parts(columns).flatMap((column) => {
      const reading = at(row, column);
      return reading.kind === 'rounded' ? reading.value : [];
    }),
  );
  return smallShare(values, base).isMostlySmall;
}

const cellKey = (row: string | undefined, column: string | undefined): string =>
  JSON.stringify([row ?? '', column ?? '']);

function axisOf(dimensions: ReleaseTable['dimensions'], dimension: string | undefined): Axis {
  if (dimension === undefined) return { dimension, codes: [TOTAL] };
  const tree = dimensions[dimension]?.tree ?? {};
  return {
    dimension,
    codes: [...(tree[TOTAL] ?? []), ...(TOGETHER in tree ? [TOGETHER] : []), TOTAL],
  };
}
