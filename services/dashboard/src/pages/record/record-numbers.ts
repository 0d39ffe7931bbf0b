import { segmentById } from '@waylight/taxonomy/places';
import type { Answer } from '../../api/schemas.ts';
import { type CrosstabOptions, crosstab, type Grid, rowKey, valuesByRow } from '../../model/grid.ts';
import { joinColumns, sortRows } from '../../model/rearrange.ts';
import { parsePeriod } from '../../text/format.ts';
import { TOTAL } from '../../text/table-codes.ts';

type Cell = Answer['cells'][number];

/** As what the place of an entry is kept, the most exact first: nothing more exact is, however exactly the source knew it. */
export const KEPT_AS = ['segment', 'area', 'country', 'unknown'] as const;
export type KeptAs = (typeof KEPT_AS)[number];

/** What is kept of a place: the code is of a border segment, an area or a country. */
export type KeptPlace = { readonly as: KeptAs; readonly code: string };

/** What is kept of a place is what a cell says, and never more. */
export function keptPlace({ country, area, segment }: Cell): KeptPlace {
  const { from } = segmentById(String(segment)) ?? {};
  // "Not at a border" is no stretch of one.
  if (from !== undefined) return { as: 'segment', code: String(segment) };
  if (isKnown(area)) return { as: 'area', code: String(area) };
  return isKnown(country) ? { as: 'country', code: String(country) } : { as: 'unknown', code: 'unknown' };
}

const isKnown = (code: unknown): boolean => code !== undefined && code !== 'unknown' && code !== '';

/** How exactly a source knew the place, the most exact first: codes of the list "placePrecision". */
export const PLACE_PRECISIONS = ['exact', 'settlement', 'area', 'country', 'unknown'] as const;

/** Precisions of a place that are more exact than its country. */
const FINER = new Set(['exact', 'settlement', 'area']);

/**
 * Persons whose source knew the place more exactly than its country, by that country, most first. No area contains their place.
 */
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
      ...{ title: options.title, rows: options.rows },
      measure: { id: TOTAL, dimension: options.columns, text },
    }),
  );

/** The rows with the largest numbers first; equal ones by code. */
export const largestFirst = (grid: Grid): Grid => {
  const rows = [...grid.rows].sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1));
  return sortRows({ ...grid, rows }, { column: grid.columns.at(-1)?.id ?? '', order: 'descending' });
};

/** Those of the countries that no cell of an answer is of, in their order. */
export function withoutEntry(
  { cells }: Pick<Answer, 'cells'>,
  countries: readonly string[],
): readonly string[] {
  const found = new Set(cells.map(({ country }) => String(country)));
  return countries.filter((code) => !found.has(code));
}

/** How good a source is, the best first, as answers have it. */
export const SOURCE_QUALITIES = ['5', '4', '3', '2', '1', 'unknown'] as const;

/** How exactly the date of an entry is known, the most exact first. */
export const DATE_PRECISIONS = ['day', 'month', 'year'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** Of an answer by weeks: whatever is known less exactly than its week stands there as "2025-03-?" or "2025-?". */
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
