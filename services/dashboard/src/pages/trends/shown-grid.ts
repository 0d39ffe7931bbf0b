import type { PeriodKind } from '@waylight/calendar';
import type { PlannedTable } from '../../api/planned-table.ts';
import type { Answer } from '../../api/schemas.ts';
import { crosstab, type Grid, PERIOD, rowKey } from '../../model/grid.ts';
import { periodsIn } from '../../model/period.ts';
import { TOGETHER, TOTAL } from '../../text/table-codes.ts';
import { plannedCodes } from './questions.ts';
import type { TrendsView } from './trends-view.ts';

/** Number of periods that are displayed by default. */
const NEWEST = { week: 26, month: 24, quarter: 12, year: 10 } as const;
/** Maximum number of codes in a chart by default. */
export const FIRST_CODES = 6;
/** Codes that charts exclude by default, because they are remainders or so large that they hide all others. */
export const LEFT_OUT: readonly string[] = [
  TOGETHER,
  'other-or-unknown',
  'unknown',
  'not-at-border',
  'none',
  'type-other-or-unknown',
];

export type Shown = {
  /** All released periods, and the displayed ones; oldest first. */
  readonly periods: readonly string[];
  readonly shown: readonly string[];
  /** Codes of the first dimension, ordered by their numbers in the newest period that has any. */
  readonly codes: readonly string[];
  /** Codes in the chart and the table. */
  readonly chosen: readonly string[];
  /** Codes of the second dimension, and the displayed one. */
  readonly contextCodes: readonly string[];
  readonly only: string | undefined;
  /** All codes as rows, or the periods for the whole region. */
  readonly whole: Grid;
  /** The same for the chosen codes. */
  readonly grid: Grid;
};

/** All data of a view of an answer. `table` is undefined if the current plan no longer contains it. */
export function shownGrid(
  answer: Answer,
  view: TrendsView,
  {
    kind,
    table,
    titleOf,
    region,
  }: {
    readonly kind: PeriodKind;
    readonly table: PlannedTable | undefined;
    /** Called with the chosen code of the second dimension. */
    readonly titleOf: (only: string | undefined) => string;
    readonly region: string;
  },
): Shown {
  const [main, context] = view.by;
  const periods = periodsIn(answer);
  const within = periods.filter((id) => id >= (view.from ?? '') && id <= (view.to ?? '\uffff'));
  const shown = view.from === undefined ? within.slice(-NEWEST[kind]) : within;
  const planned = (dimension: string) => plannedCodes(table, dimension);
  const { contextCodes, only } = contextOf(answer, view, table);
  const fixed = {
    [PERIOD]: shown,
    ...(context === undefined || only === undefined ? {} : { [context]: [only] }),
  };
  const title = titleOf(only);
  if (main === undefined) {
    const measure = { id: TOTAL, text: region };
    const whole = crosstab(answer, { title, rows: [PERIOD], measure, only: fixed });
    return { periods, shown, codes: [], chosen: [], contextCodes, only, whole, grid: whole };
  }
  const whole = crosstab(answer, {
    title,
    rows: [main],
    columns: PERIOD,
    only: fixed,
    order: planned,
    // The newest period is shown even if it has no number of the code, so that an older one is never taken for it.
    allColumns: shown,
  });
  const codes = largestFirst(whole);
  const kept = view.kept[main]?.filter((code) => codes.includes(code));
  const usual = codes.filter((code) => !LEFT_OUT.includes(code));
  const chosen =
    kept !== undefined && kept.length > 0
      ? codes.filter((code) => kept.includes(code))
      : (usual.length > 0 ? usual : codes).slice(0, FIRST_CODES);
  const isKept = kept !== undefined && kept.length > 0;
  const grid = { ...whole, rows: whole.rows.filter((row) => !isKept || chosen.includes(rowKey(row))) };
  return { periods, shown, codes, chosen, contextCodes, only, whole, grid };
}

/** Codes of the second dimension, and the displayed one. Without a choice it is the one with the largest newest number. */
export function contextOf(
  { cells }: Answer,
  { by: [, context], only }: TrendsView,
  table: PlannedTable | undefined,
): Pick<Shown, 'contextCodes' | 'only'> {
  if (context === undefined) return { contextCodes: [], only: undefined };
  const found = [...new Set(cells.map((cell) => String(cell[context])))];
  const contextCodes = inPlannedOrder(found, plannedCodes(table, context));
  return {
    contextCodes,
    only: contextCodes.find((code) => code === only) ?? largest(contextCodes, context, cells),
  };
}

/** The code with the largest number of the newest period; a remainder only if there is nothing else. */
function largest(codes: readonly string[], dimension: string, cells: Answer['cells']): string | undefined {
  const newest = periodsIn({ cells }).at(-1);
  const sizeOf = (code: string) =>
    Math.max(
      -1,
      ...cells
        .filter((cell) => cell.period === newest && cell[dimension] === code)
        .map(({ value }) => Number(value)),
    );
  const isNamed = (code: string) => Number(!LEFT_OUT.includes(code));
  return codes.toSorted((a, b) => isNamed(b) - isNamed(a) || sizeOf(b) - sizeOf(a))[0];
}

/** The rows of these codes, in their order. */
export const rowsOf = (grid: Grid, codes: readonly string[]): Grid => ({
  ...grid,
  rows: codes.flatMap((code) => grid.rows.find((row) => rowKey(row) === code) ?? []),
});

/** By their number in the newest period with numbers. */
function largestFirst({ rows, columns }: Grid): readonly string[] {
  const newest = columns.findIndex((_, at) => rows.some(({ cells }) => cells[at]?.kind === 'number'));
  const size = (row: Grid['rows'][number]) => {
    const cell = row.cells[newest];
    return cell?.kind === 'number' ? cell.max : -1;
  };
  return rows.toSorted((a, b) => size(b) - size(a)).map(rowKey);
}

const inPlannedOrder = (codes: readonly string[], planned: readonly string[]): readonly string[] => [
  ...planned.filter((code) => codes.includes(code)),
  ...codes.filter((code) => !planned.includes(code)),
];
