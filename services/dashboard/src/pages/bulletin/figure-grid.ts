import type { FigureAnswer, PRESENTATIONS } from '../../api/bulletin-schemas.ts';
import { countedCountries } from '../../model/counted-countries.ts';
import { crosstab, type Grid, type NumberCell, numbersOf, PERIOD } from '../../model/grid.ts';
import type { Locale } from '../../text/locale.tsx';
import { TOTAL } from '../../text/table-codes.ts';

export type Presentation = (typeof PRESENTATIONS)[number];

/** Dimensions whose codes belong to countries; see `countedCountries`. */
const OF_COUNTRIES: readonly string[] = ['country', 'segment', 'area'];

/** Rounding base; undefined for exact numbers. */
export const baseOf = ({ k }: FigureAnswer): number | undefined => (k === 0 ? undefined : k);

/**
 * An answer as a printed table, oldest period first. Its columns are the dimension with the fewest codes, its rows are the others:
 * paper is higher than wide. A single period is in neither, because the caption names it.
 */
export function figureGrid(answer: FigureAnswer, { t }: Pick<Locale, 't'>): Grid {
  const { layer, by, cells } = answer;
  const unit = t(layer === 'public-record' ? 'overview.record.persons' : 'overview.incidents');
  const codesOf = (name: string): number => new Set(cells.map((cell) => cell[name])).size;
  const isSinglePeriod = by.includes(PERIOD) && codesOf(PERIOD) <= 1;
  const dimensions = by.filter((name) => name !== PERIOD || !isSinglePeriod);
  const fewestLast = dimensions.toSorted((a, b) => codesOf(b) - codesOf(a));
  const columns = dimensions.length > 1 ? fewestLast.at(-1) : undefined;
  const rows = dimensions.filter((name) => name !== columns);
  const grid = crosstab(
    { ...answer, k: baseOf(answer), cells: withoutVagueSilence(answer) },
    {
      title: '',
      rows,
      columns,
      measure: { id: 'count', text: unit },
      only: isSinglePeriod ? { [PERIOD]: [...new Set(cells.map((cell) => String(cell[PERIOD])))] } : {},
    },
  );
  if (rows.length === 0) {
    const heads = [{ id: TOTAL, text: t('overview.region') }];
    return { ...grid, names: heads, rows: grid.rows.map((row) => ({ ...row, heads })) };
  }
  return oldestFirst(grid);
}

/** The cells, without silence where it belongs to no place and no period of the figure: every number would have the same mark. */
function withoutVagueSilence({ by, cells }: FigureAnswer): FigureAnswer['cells'] {
  const isByCountry = by.some((name) => OF_COUNTRIES.includes(name));
  const hasPeriods = new Set(cells.map((cell) => cell[PERIOD])).size > 1;
  return cells.map((cell) => {
    const counted = countedCountries(new Map(by.map((name) => [name, String(cell[name])])));
    if (counted !== undefined || (hasPeriods && !isByCountry)) return cell;
    const { silent: _, ...others } = cell;
    return others;
  });
}

function oldestFirst(grid: Grid): Grid {
  if (grid.names[0]?.dimension === PERIOD) return { ...grid, rows: grid.rows.toReversed() };
  if (grid.columns[0]?.dimension !== PERIOD) return grid;
  return {
    ...grid,
    columns: grid.columns.toReversed(),
    rows: grid.rows.map((row) => ({ ...row, cells: row.cells.toReversed() })),
  };
}

/** Maximum of columns on a sheet of paper. A wider table continues below. */
const MOST_COLUMNS = 7;

/** Divides columns into tables of about equal width, one below the other. */
export function sheetsOf(grid: Grid): readonly Grid[] {
  const count = grid.columns.length;
  const sheets = Math.max(1, Math.ceil(count / MOST_COLUMNS));
  const each = Math.ceil(count / sheets);
  return Array.from({ length: sheets }, (_, n) => {
    const part = <Of>(all: readonly Of[]) => all.slice(n * each, (n + 1) * each);
    return {
      ...grid,
      columns: part(grid.columns),
      rows: grid.rows.map((row) => ({ ...row, cells: part(row.cells) })),
    };
  });
}

/** Possible presentations of numbers by these dimensions. A table is always possible. */
export function presentationsOf(by: readonly string[]): readonly Presentation[] {
  const [only, ...rest] = by;
  if (only === undefined || rest.length > 0) return ['table'];
  if (only === PERIOD) return ['line', 'table'];
  return only === 'country' ? ['bars', 'map', 'table'] : ['bars', 'table'];
}

const isOneColumnRounded = (grid: Grid): boolean =>
  grid.columns.length === 1 &&
  grid.columns[0]?.dimension === undefined &&
  numbersOf(grid).every(({ base }) => base !== undefined);

export const drawsBars = (presentation: Presentation, grid: Grid): boolean =>
  presentation === 'bars' && isOneColumnRounded(grid);

/** True if a chart or a map is next to the table. */
export const isDrawn = (presentation: Presentation, grid: Grid): boolean =>
  isOneColumnRounded(grid) &&
  ((presentation === 'line' && grid.names[0]?.dimension === PERIOD) ||
    (presentation === 'map' && grid.names[0]?.dimension === 'country'));

/** The parts of a bar, each as a share of its length. */
export type BarParts = {
  /** End of the certain part, and start of the possible range. */
  readonly certain: number;
  readonly upTo: number;
  /** Middle of the range: 2 for a number that reads 0–4, because a tick at 0 would read as none. */
  readonly middle: number;
};

/** A rounded number as a bar; `most` is the value of the whole length. */
export function barParts({ min, max }: Pick<NumberCell, 'min' | 'max'>, most: number): BarParts {
  const [certain, upTo] = [Math.max(0, min) / most, max / most];
  return { certain, upTo, middle: (certain + upTo) / 2 };
}
