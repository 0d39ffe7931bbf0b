import { interpretRounded, type ReportedShare } from '@waylight/presentation';
import * as v from 'valibot';
import type { Answer, AnswerCell } from '../api/schemas.ts';
import { TOTAL } from '../text/table-codes.ts';

/** Names a row, a column, or the column of the row names. */
export type Head = {
  /** Code of the dimension; without a dimension a key such as `share`. */
  readonly id: string;
  readonly dimension?: string | undefined;
  /** Name in the language of the page. Without it the code is translated. */
  readonly text?: string | undefined;
};

export type Column = Head & {
  /** Source of the numbers: a table of the release plan, or the public record. */
  readonly table?: string | undefined;
  /** Columns of text are aligned to the start. */
  readonly isText?: boolean;
};

/** `own`: the country of the number sent no activity report. `part`: one of several countries counted in it did not. */
export type Silence = 'own' | 'part' | 'none';

export type NumberCell = {
  readonly kind: 'number';
  /** Undefined for a share of which only the bounds are known. */
  readonly value: number | undefined;
  /** Lowest and highest possible exact value; both equal `value` for an exact number. */
  readonly min: number;
  readonly max: number;
  /** Absent for a number that is not rounded. */
  readonly base?: number;
  /** Text of a number that is not a count, such as a share. */
  readonly text?: string;
  /** Word shown after the number. */
  readonly note?: string;
  /** Absent if the reader may not know them. */
  readonly silent?: Silence;
  readonly completeness?: ReportedShare;
  /** Codes that a pooled row counts together. */
  readonly pooled?: readonly string[];
};

export type GridCell =
  | NumberCell
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly href?: string;
      readonly look?: 'more' | 'fewer' | 'word';
    }
  /** Not released, or not broken down. It does not mean 0. */
  | { readonly kind: 'none' };

export type Row = { readonly heads: readonly Head[]; readonly cells: readonly GridCell[] };

/** The one model of numbers, between answers and everything that shows, explains or exports them. */
export type Grid = {
  readonly title: string;
  /** Headings of the columns that name the rows. */
  readonly names: readonly Head[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Codes by dimension that all numbers share, such as the period of a map. */
  readonly fixed: Readonly<Record<string, string>>;
};

export type CrosstabOptions = {
  readonly title: string;
  /** Dimensions that name the rows. Without one there is a single row. */
  readonly rows: readonly string[];
  /** Dimension across. Without one there is a single column, `measure`. */
  readonly columns?: string | undefined;
  readonly measure?: Head;
  /** Codes to keep, by dimension. A single one of a dimension in neither rows nor columns is fixed for the whole grid. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** Codes that are columns even without a number, such as the newest period. */
  readonly allColumns?: readonly string[];
  /** Codes of a dimension in their order; others follow. Periods are always newest first. */
  readonly order?: (dimension: string) => readonly string[];
};

export const PERIOD = 'period';
const COUNT: Head = { id: 'count' };
const NEVER_ADDED = 'rounded numbers are not added up';
const SEPARATOR = '\u0000';

/**
 * Lays out the cells of an answer as rows and columns. Exact numbers at the same place are added up, and 0 fills places without
 * an exact number. @throws TypeError for rounded numbers with a dimension that is left out, because they are never added up
 */
export function crosstab(
  answer: Pick<Answer, 'cells' | 'k' | 'asOf'> & Partial<Pick<Answer, 'by'>>,
  options: CrosstabOptions,
): Grid {
  const { title, rows, columns: across, measure = COUNT, only = {}, order = () => [] } = options;
  const { allColumns = [] } = options;
  const placing = [...rows, across, ...Object.keys(only).filter((name) => only[name]?.length === 1)];
  const isRounded = answer.k !== undefined && answer.cells.length > 0;
  if (isRounded && answer.by?.some((name) => !placing.includes(name))) throw new TypeError(NEVER_ADDED);
  const kept = answer.cells.filter((cell) =>
    Object.entries(only).every(([dimension, codes]) => codes.includes(String(cell[dimension]))),
  );
  const placed = new Map<string, NumberCell>();
  const foundRows = new Map<string, readonly string[]>();
  const foundColumns = new Set<string>(allColumns);
  for (const cell of kept) {
    const codes = rows.map((dimension) => String(cell[dimension]));
    const column = across === undefined ? measure.id : String(cell[across]);
    foundRows.set(codes.join(SEPARATOR), codes);
    foundColumns.add(column);
    const key = [...codes, column].join(SEPARATOR);
    placed.set(key, added(placed.get(key), numberCell(cell, answer.k)));
  }
  const table = tableOf(answer.asOf);
  const empty: GridCell =
    answer.k === undefined ? { kind: 'number', value: 0, min: 0, max: 0 } : { kind: 'none' };
  const columns: readonly Column[] =
    across === undefined
      ? [{ ...measure, table }]
      : inOrder(foundColumns, across, order).map((id) => ({ id, dimension: across, table }));
  return {
    title,
    fixed: Object.fromEntries(
      Object.entries(only).flatMap(([dimension, [code, ...others]]) =>
        code === undefined || others.length > 0 || dimension === across || rows.includes(dimension)
          ? []
          : [[dimension, code]],
      ),
    ),
    names: rows.map((dimension) => ({ id: dimension, dimension })),
    columns,
    rows: sortedCodes([...foundRows.values()], rows, order).map((codes) => ({
      heads: codes.map((id, at) => ({ id, dimension: rows[at] })),
      cells: columns.map(({ id }) => placed.get([...codes, id].join(SEPARATOR)) ?? empty),
    })),
  };
}

const factsSchema = v.looseObject({
  value: v.number(),
  min: v.optional(v.number()),
  max: v.optional(v.number()),
  silent: v.optional(v.picklist(['own', 'part', 'none'])),
  completeness: v.optional(v.picklist(['all', 'most', 'some', 'none'])),
  /** Codes, separated by spaces. */
  pooled: v.optional(v.string()),
});

/**
 * Converts a number of an answer, with its reporting. `base` is undefined for exact numbers. @throws for a cell without a number
 */
export function numberCell(cell: AnswerCell, base: number | undefined): NumberCell {
  const { value, min, max, silent, completeness, pooled } = v.parse(factsSchema, cell);
  const read = base === undefined ? exactCell(value) : roundedCell(value, base);
  return {
    ...read,
    min: min ?? read.min,
    max: max ?? read.max,
    ...(silent === undefined ? {} : { silent }),
    ...(completeness === undefined ? {} : { completeness }),
    ...(pooled === undefined ? {} : { pooled: pooled.split(' ') }),
  };
}

/** A released number without information about reporting. @throws RangeError for a number that no release can contain */
export function roundedCell(value: number, base: number): NumberCell {
  const { from, to } = interpretRounded(value, base);
  return { kind: 'number', value, min: from, max: to, base };
}

export const exactCell = (value: number): NumberCell => ({ kind: 'number', value, min: value, max: value });

export const textCell = (text: string): GridCell => ({ kind: 'text', text });

/** Name of the table in the id of a release, such as `country-month.2026-10.partners`, or of the public record. */
export const tableOf = (asOf: string): string => asOf.split(/[.@]/)[0] ?? asOf;

function added(before: NumberCell | undefined, cell: NumberCell): NumberCell {
  if (before === undefined) return cell;
  if (before.base !== undefined || cell.base !== undefined) throw new TypeError(NEVER_ADDED);
  return exactCell((before.value ?? 0) + (cell.value ?? 0));
}

function inOrder(
  codes: Iterable<string>,
  dimension: string,
  order: (dimension: string) => readonly string[],
): readonly string[] {
  return [...codes].sort(comparatorOf(dimension, order(dimension)));
}

function sortedCodes(
  all: readonly (readonly string[])[],
  dimensions: readonly string[],
  order: (dimension: string) => readonly string[],
): readonly (readonly string[])[] {
  const comparators = dimensions.map((dimension) => comparatorOf(dimension, order(dimension)));
  return [...all].sort((one, other) => {
    for (const [at, compare] of comparators.entries()) {
      const result = compare(one[at] ?? '', other[at] ?? '');
      if (result !== 0) return result;
    }
    return 0;
  });
}

/** Periods newest first; codes as ordered; codes without a place keep the order of the answer, at the end. */
function comparatorOf(dimension: string, order: readonly string[]): (a: string, b: string) => number {
  if (dimension === PERIOD) return (a, b) => (a < b ? 1 : a > b ? -1 : 0);
  const rank = new Map(order.map((code, at) => [code, at]));
  const last = order.length;
  return (a, b) => (rank.get(a) ?? last) - (rank.get(b) ?? last);
}

export const rowKey = ({ heads }: Pick<Row, 'heads'>): string => heads.map(({ id }) => id).join(' ');

/** Sum of a column of exact numbers. @throws TypeError for a rounded number */
export const columnSum = (grid: Grid, column = 0): number =>
  grid.rows.reduce((sum, { cells }) => {
    const cell = cells[column];
    if (cell?.kind !== 'number') return sum;
    if (cell.base !== undefined) throw new TypeError(NEVER_ADDED);
    return sum + (cell.value ?? 0);
  }, 0);

/** Values of a column by the code of their row. */
export const valuesByRow = ({ rows }: Grid, column = 0): ReadonlyMap<string, number> =>
  new Map(
    rows.flatMap((row) => {
      const cell = row.cells[column];
      return cell?.kind === 'number' && cell.value !== undefined ? [[rowKey(row), cell.value]] : [];
    }),
  );

/** Codes of a number by dimension. A row or column of a total adds none. */
export function codesOf(
  { fixed, rows, columns }: Grid,
  row: number,
  column: number,
): Readonly<Record<string, string>> {
  const heads = [...(rows[row]?.heads ?? []), ...(columns[column] === undefined ? [] : [columns[column]])];
  return {
    ...fixed,
    ...Object.fromEntries(
      heads.flatMap(({ id, dimension }) =>
        dimension === undefined || id === TOTAL ? [] : [[dimension, id] as const],
      ),
    ),
  };
}

export const numbersOf = ({ rows }: Grid): readonly NumberCell[] =>
  rows.flatMap(({ cells }) => cells.filter((cell) => cell.kind === 'number'));
