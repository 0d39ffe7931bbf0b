import type { CompletenessMonth } from '../../api/completeness.ts';
import { countedCountries } from '../../model/counted-countries.ts';
import { isAnySilent, silenceIn } from '../../model/use-silence.ts';
import type { LaidOut } from './lay-out.ts';

/**
 * `country`: a silent country or an area of one. `region`: a border with a silent country at either end, or a period of the
 * region with a silent country.
 */
export type SilentPlace = 'country' | 'region';

/**
 * Names and numbers of a table that silence makes doubtful. Each is marked once, at the cell or header that determines both
 * country and period.
 */
export type SilentPlaces = {
  readonly row: (codes: readonly string[]) => SilentPlace | undefined;
  readonly column: (code: string) => SilentPlace | undefined;
  /** For tables with places on one axis and periods on the other. */
  readonly cell: (codes: readonly string[], code: string) => SilentPlace | undefined;
};

type Codes = ReadonlyMap<string, string>;

/** Dimensions whose codes belong to countries; see `countedCountries`. */
const OF_COUNTRIES: readonly string[] = ['country', 'segment', 'area'];
const PERIOD = 'period';

/** `months` are the stored months of the figure. A figure with neither countries nor periods gets no marks. */
export function silentPlaces(
  { rowDimensions, columnDimension }: Pick<LaidOut, 'rowDimensions' | 'columnDimension'>,
  months: readonly CompletenessMonth[],
): SilentPlaces {
  const isSilent = silenceIn(months);
  const ofRow = (codes: readonly string[]): Codes =>
    new Map(rowDimensions.map((name, n) => [name, codes[n] ?? '']));
  const ofColumn = (code: string): Codes =>
    new Map(columnDimension === undefined ? [] : [[columnDimension, code]]);
  const at = (codes: Codes): SilentPlace | undefined => {
    const period = codes.get(PERIOD);
    const countries = countedCountries(codes);
    if (countries === undefined) {
      // "Not at a border" belongs to no single country, and is not marked, like on the page of borders.
      const isBeside = OF_COUNTRIES.some((name) => codes.has(name));
      return !isBeside && period !== undefined && isSilent(undefined, period) ? 'region' : undefined;
    }
    const periods = period === undefined ? months.map((month) => month.period) : [period];
    if (!periods.some((one) => isAnySilent(isSilent, countries, one))) return undefined;
    return countries.length === 1 ? 'country' : 'region';
  };
  const isCrossed =
    (columnDimension !== undefined &&
      OF_COUNTRIES.includes(columnDimension) &&
      rowDimensions.includes(PERIOD)) ||
    (columnDimension === PERIOD && rowDimensions.some((name) => OF_COUNTRIES.includes(name)));
  if (!isCrossed)
    return { row: (codes) => at(ofRow(codes)), column: (code) => at(ofColumn(code)), cell: () => undefined };
  return {
    row: () => undefined,
    column: () => undefined,
    cell: (codes, code) => at(new Map([...ofRow(codes), ...ofColumn(code)])),
  };
}

/** True if any place of a table is marked. */
export const hasMarks = ({ rows, columns }: LaidOut, places: SilentPlaces): boolean =>
  columns.some((code) => places.column(code) !== undefined) ||
  rows.some(
    ({ codes }) =>
      places.row(codes) !== undefined || columns.some((code) => places.cell(codes, code) !== undefined),
  );
