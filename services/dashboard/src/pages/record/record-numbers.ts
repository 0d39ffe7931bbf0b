import { segmentById } from '@waylight/taxonomy/places';
import type { Answer } from '../../data/schemas.ts';
import { parsePeriod } from '../../language/format.ts';

/** Exact numbers by two codes, with what they add up to. */
export type Crossed = {
  /** Rows and columns in their order, the largest row first. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly at: (row: string, column: string) => number;
  readonly ofRow: (row: string) => number;
  readonly ofColumn: (column: string) => number;
  readonly total: number;
};

type Cell = Answer['cells'][number];

/**
 * Adds exact numbers of one unit up by two codes that are read out of each cell. What stands in no cell is 0.
 * @throws TypeError for an answer that is rounded: those are never added up
 */
export function crossed(
  { cells, k }: Pick<Answer, 'cells' | 'k'>,
  codesOf: (cell: Cell) => readonly [row: string, column: string],
): Crossed {
  if (k !== undefined) throw new TypeError('rounded numbers are not added up');
  const values = new Map<string, Map<string, number>>();
  const ofColumns = new Map<string, number>();
  for (const cell of cells) {
    const [row, column] = codesOf(cell);
    const value = Number(cell.value);
    const line = values.get(row) ?? new Map<string, number>();
    line.set(column, (line.get(column) ?? 0) + value);
    values.set(row, line);
    ofColumns.set(column, (ofColumns.get(column) ?? 0) + value);
  }
  const ofRow = (row: string) => sum(values.get(row)?.values() ?? []);
  return {
    rows: [...values.keys()].sort((a, b) => ofRow(b) - ofRow(a) || (a < b ? -1 : 1)),
    columns: [...ofColumns.keys()].sort(),
    at: (row, column) => values.get(row)?.get(column) ?? 0,
    ofRow,
    ofColumn: (column) => ofColumns.get(column) ?? 0,
    total: sum(ofColumns.values()),
  };
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0);

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
 * Persons whose source knew the place more exactly than the country that is kept of it, by that country, the most first: the
 * gazetteer has no area of the place.
 */
export function keptCoarser(
  answer: Pick<Answer, 'cells' | 'k'>,
): readonly { readonly country: string; readonly value: number }[] {
  const cells = answer.cells.filter(
    (cell) => keptPlace(cell).as === 'country' && FINER.has(String(cell.placePrecision)),
  );
  const { rows, ofRow } = crossed({ ...answer, cells }, (cell) => [String(cell.country), '']);
  return rows.map((country) => ({ country, value: ofRow(country) }));
}

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

/** Every year from the first to the last of these, so that a year without an entry is seen. */
export function yearsBetween(years: readonly string[]): readonly string[] {
  const numbers = years.map(Number);
  if (numbers.length === 0) return [];
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
