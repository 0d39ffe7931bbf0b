import { segmentById } from '@waylight/taxonomy/places';
import type { Answer, AnswerCell } from '../../api/schemas.ts';
import { type CrosstabOptions, crosstab, type Grid, rowKey, valuesByRow } from '../../model/grid.ts';
import { joinColumns, sortRows } from '../../model/rearrange.ts';
import { parsePeriod } from '../../text/format.ts';
import { TOTAL } from '../../text/table-codes.ts';

/** Kinds of stored places, most precise first. A place is never stored more precisely, even if the source is. */
export const KEPT_AS = ['segment', 'area', 'country', 'unknown'] as const;
export type KeptAs = (typeof KEPT_AS)[number];

/** A stored place. The code is that of a border segment, an area or a country. */
export type KeptPlace = { readonly as: KeptAs; readonly code: string };

export const placeKey = ({ as, code }: KeptPlace): string => `${as} ${code}`;

/** Returns the stored place of a cell. */
export function keptPlace({ country, area, segment }: AnswerCell): KeptPlace {
  const { from } = segmentById(String(segment)) ?? {};
  // "Not at a border" is no stretch of a border.
  if (from !== undefined) return { as: 'segment', code: String(segment) };
  if (isKnown(area)) return { as: 'area', code: String(area) };
  return isKnown(country) ? { as: 'country', code: String(country) } : { as: 'unknown', code: 'unknown' };
}

const isKnown = (code: unknown): boolean => code !== undefined && code !== 'unknown' && code !== '';

/** Precision of a place by its source, most precise first: codes of the list "placePrecision". */
export const PLACE_PRECISIONS = ['exact', 'settlement', 'area', 'country', 'unknown'] as const;

/** Precisions that are finer than the country. */
const FINER = new Set(['exact', 'settlement', 'area']);

/** Persons whose source gives a place more precise than the country, by country, most first. No area contains their place. */
export function keptCoarser(answer: Pick<Answer, 'cells' | 'k' | 'asOf'>): ReadonlyMap<string, number> {
  const cells = answer.cells.filter(
    (cell) => keptPlace(cell).as === 'country' && FINER.has(String(cell.placePrecision)),
  );
  return valuesByRow(largestFirst(crosstab({ ...answer, cells }, { title: '', rows: ['country'] })));
}

/** A crosstab of exact numbers with their totals as last column. */
export const withTotal = (
  answer: Pick<Answer, 'cells' | 'k' | 'asOf'>,
  options: CrosstabOptions,
  text: string,
): Grid =>
  joinColumns(
    crosstab(answer, options),
    crosstab(answer, {
      title: options.title,
      rows: options.rows,
      measure: { id: TOTAL, dimension: options.columns, text },
    }),
  );

/** Sorts rows by number, largest first; equal ones by code. */
export const largestFirst = (grid: Grid): Grid => {
  const rows = [...grid.rows].sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1));
  return sortRows({ ...grid, rows }, { column: grid.columns.at(-1)?.id ?? '', order: 'descending' });
};

/** The countries without a cell in an answer, in their order. */
export function withoutEntry(
  { cells }: Pick<Answer, 'cells'>,
  countries: readonly string[],
): readonly string[] {
  const found = new Set(cells.map(({ country }) => String(country)));
  return countries.filter((code) => !found.has(code));
}

/** Grades of sources, best first, as in answers. */
export const SOURCE_QUALITIES = ['5', '4', '3', '2', '1', 'unknown'] as const;

/** Precision of an entry's date, most precise first. */
export const DATE_PRECISIONS = ['day', 'month', 'year'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** For an answer by weeks, in which dates less precise than a week have labels such as "2025-03-?" or "2025-?". */
export function datePrecision(period: string): DatePrecision {
  switch (parsePeriod(period)?.kind) {
    case 'week':
      return 'day';
    case 'month':
    case 'day-unknown':
      return 'month';
    default:
      return 'year';
  }
}
