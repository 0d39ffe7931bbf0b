import type { PlannedTable } from '../../data/planned-table.ts';
import type { Answer } from '../../data/schemas.ts';
import { crosstab, type Grid, numbersOf, PERIOD } from '../../model/grid.ts';
import { periodsIn } from '../../model/periods.ts';
import { type Placing, placingOf, type TrendsView } from './trends-view.ts';

const COUNTRY = 'country';
/** Newest periods that are shown if the address names no first one. */
const NEWEST = { week: 26, month: 24, quarter: 12, year: 10 } as const;

export type LaidOut = {
  readonly placing: Placing;
  /** Every released period, and those that are shown; oldest first. */
  readonly periods: readonly string[];
  readonly shown: readonly string[];
  /** Codes of each dimension that the answer has numbers of, in the order of the plan. */
  readonly codes: (dimension: string) => readonly string[];
  /** The code of the third dimension that is shown. */
  readonly only: string | undefined;
  readonly grid: Grid;
};

/** Everything that a view shows of an answer. `table` is undefined if the current plan no longer has it. */
export function laidOut(
  answer: Answer,
  view: TrendsView,
  table: PlannedTable | undefined,
  titleOf: (only: string | undefined) => string,
): LaidOut {
  const placing = placingOf(view);
  const { rows, columns, third } = placing;
  const periods = periodsIn(answer);
  const within = periods.filter((id) => id >= (view.from ?? '') && id <= (view.to ?? '\uffff'));
  const shown = view.from === undefined ? within.slice(-NEWEST[view.period]) : within;
  const codes = (dimension: string): readonly string[] => {
    if (dimension === PERIOD) return periods;
    const found = codesIn(answer, dimension);
    const planned = table?.dimensions.find(({ name }) => name === dimension)?.codes ?? [];
    return [
      ...planned.filter((code) => found.includes(code)),
      ...found.filter((code) => !planned.includes(code)),
    ];
  };
  const only = third === undefined ? undefined : oneOf(codes(third), view.only, third);
  const kept = Object.entries(view.kept).filter(([name]) => name === rows || name === columns);
  const grid = crosstab(answer, {
    ...{ title: titleOf(only), rows: [rows], columns, order: codes },
    only: {
      ...Object.fromEntries(kept),
      ...(third === PERIOD ? {} : { [PERIOD]: shown }),
      ...(third === undefined || only === undefined ? {} : { [third]: [only] }),
    },
  });
  return { placing, periods, shown, codes, only, grid };
}

/** Periods that a view has numbers of: a single one if it is in neither rows nor columns. */
export const periodsOf = ({ placing, shown, only }: LaidOut): readonly string[] =>
  placing.third === PERIOD ? [only].filter((id) => id !== undefined) : shown;

/** Countries that a view has numbers of; undefined if it is not broken down by country. */
export function countriesOf({ placing, grid, only }: LaidOut): readonly string[] | undefined {
  if (placing.rows === COUNTRY) return grid.rows.flatMap(({ heads: [head] }) => head?.id ?? []);
  if (placing.columns === COUNTRY) return grid.columns.map(({ id }) => id);
  return placing.third === COUNTRY && only !== undefined ? [only] : undefined;
}

/** Whether a number in the table has the mark of silence. */
export const hasMarks = ({ grid }: LaidOut): boolean =>
  numbersOf(grid).some(({ silent = 'none' }) => silent !== 'none');

const codesIn = ({ cells }: Answer, dimension: string): readonly string[] => [
  ...new Set(cells.map((cell) => String(cell[dimension]))),
];

/** The requested code if the answer has it; else the newest period, or the first code. */
function oneOf(codes: readonly string[], asked: string | undefined, dimension: string): string | undefined {
  if (asked !== undefined && codes.includes(asked)) return asked;
  return dimension === PERIOD ? codes.at(-1) : codes[0];
}
