import type { CompletenessMonth } from '../../api/completeness.ts';
import { countedCountries } from '../../model/counted-countries.ts';
import { isAnySilent, silenceIn } from '../../model/use-silence.ts';
import type { LaidOut } from './lay-out.ts';

/** A silent country or an area of one; or a border with a silent country at either end, or a period of the region in which a country was silent. */
export type SilentPlace = 'country' | 'region';

/** Which names and numbers of a figure's table a silence makes doubtful; each is marked once, where its countries and its period are both known. */
export type SilentPlaces = {
  readonly row: (codes: readonly string[]) => SilentPlace | undefined;
  readonly column: (code: string) => SilentPlace | undefined;
  /** Of a table with places one way and periods the other. */
  readonly cell: (codes: readonly string[], code: string) => SilentPlace | undefined;
};

type Codes = ReadonlyMap<string, string>;

/** Dimensions whose codes are of countries; see `countedCountries`. */
const OF_COUNTRIES: readonly string[] = ['country', 'segment', 'area'];
const PERIOD = 'period';

/** `months` are those that the bulletin holds of the figure. What tells neither countries nor periods apart has no place to mark. */
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
      // What is at no border has no country of its own: it stands beside those that have, as on the page of borders.
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

/** Whether anything in a table is marked. */
export const hasMarks = ({ rows, columns }: LaidOut, places: SilentPlaces): boolean =>
  columns.some((code) => places.column(code) !== undefined) ||
  rows.some(
    ({ codes }) =>
      places.row(codes) !== undefined || columns.some((code) => places.cell(codes, code) !== undefined),
  );
