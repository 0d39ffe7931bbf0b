import { countedCountries } from '../../completeness/counted-countries.ts';
import type { PlannedTable } from '../../data/planned-table.ts';
import type { Answer } from '../../data/schemas.ts';
import { type Pivot, pivotOf } from './pivot.ts';
import { PERIOD, type Placing, placingOf, type TrendsView } from './trends-view.ts';

const COUNTRY = 'country';
/** How many of the newest periods are shown where the address does not say from when. */
const NEWEST = { week: 26, month: 24, quarter: 12, year: 10 } as const;

export type LaidOut = {
  readonly placing: Placing;
  /** Every period that was released, and those that are shown; the oldest first. */
  readonly periods: readonly string[];
  readonly shown: readonly string[];
  /** The codes of each dimension that the answer has numbers of, in the order of the plan. */
  readonly codes: (dimension: string) => readonly string[];
  /** The code of the third dimension that is shown. */
  readonly only: string | undefined;
  readonly pivot: Pivot;
  /** The released number of a cell, or of the same cell in another period. */
  readonly valueIn: (row: string, column: string, period?: string) => number | undefined;
  readonly periodOf: (row: string, column: string) => string;
};

/** Everything that a view shows of an answer. `table` is undefined where the plan of today has it no more. */
export function laidOut(answer: Answer, view: TrendsView, table: PlannedTable | undefined): LaidOut {
  const placing = placingOf(view);
  const { rows, columns, third } = placing;
  const periods = codesOf(answer, PERIOD).toSorted();
  const shown = periods.filter((id) => id >= (view.from ?? '') && id <= (view.to ?? '\uffff'));
  const visible = view.from === undefined ? shown.slice(-NEWEST[view.period]) : shown;
  const codes = (dimension: string): readonly string[] => {
    if (dimension === PERIOD) return periods;
    const found = codesOf(answer, dimension);
    const planned = table?.dimensions.find(({ name }) => name === dimension)?.codes ?? [];
    return [
      ...planned.filter((code) => found.includes(code)),
      ...found.filter((code) => !planned.includes(code)),
    ];
  };
  const only = third === undefined ? undefined : oneOf(codes(third), view.only, third);
  const order = (dimension: string) => codes(dimension);
  const pivot = pivotOf(answer.cells, { placing, only, periods: visible, kept: view.kept, order });
  const dimensions = [rows, columns, third].filter((name) => name !== undefined);
  const index = new Map(
    answer.cells.map((cell) => [keyOf(dimensions.map((name) => String(cell[name]))), Number(cell.value)]),
  );
  return {
    placing,
    periods,
    shown: visible,
    codes,
    only,
    pivot,
    valueIn: (row, column, period) => {
      const at = new Map([
        [rows, row],
        [columns, column],
        [third, only],
        ...(period === undefined ? [] : [[PERIOD, period] as const]),
      ]);
      return index.get(keyOf(dimensions.map((name) => at.get(name) ?? '')));
    },
    periodOf: (row, column) => (rows === PERIOD ? row : columns === PERIOD ? column : (only ?? '')),
  };
}

/** The periods that a view has numbers of: one, where it stands neither down nor across. */
export const periodsOf = ({ placing, shown, only }: LaidOut): readonly string[] =>
  placing.third === PERIOD ? [only].filter((id) => id !== undefined) : shown;

/** The countries that a view has numbers of; undefined where it does not tell them apart. */
export function countriesOf({ placing, pivot, only }: LaidOut): readonly string[] | undefined {
  if (placing.rows === COUNTRY) return pivot.rows;
  if (placing.columns === COUNTRY) return pivot.columns;
  return placing.third === COUNTRY && only !== undefined ? [only] : undefined;
}

/** The countries whose silence a cell holds; undefined of a sum of the whole region. */
export function countedIn({ placing, only }: LaidOut, row: string, column: string) {
  const { rows, columns, third } = placing;
  const codes = [[rows, row] as const, [columns, column] as const, [third, only] as const];
  return countedCountries(
    new Map(codes.flatMap(([name, code]) => (name && code !== undefined ? [[name, code] as const] : []))),
  );
}

/** Whether each number is of countries that are known, so that the silence of one is a sign at the number itself. */
export const tellsCountries = (laid: LaidOut): boolean =>
  laid.pivot.rows.some((row) =>
    laid.pivot.columns.some((column) => countedIn(laid, row, column) !== undefined),
  );

const keyOf = (codes: readonly string[]): string => codes.join('\u0000');

const codesOf = ({ cells }: Answer, dimension: string): readonly string[] => [
  ...new Set(cells.map((cell) => String(cell[dimension]))),
];

/** What was asked for where it is there; else the newest period, or the first code. */
function oneOf(codes: readonly string[], asked: string | undefined, dimension: string): string | undefined {
  if (asked !== undefined && codes.includes(asked)) return asked;
  return dimension === PERIOD ? codes.at(-1) : codes[0];
}
