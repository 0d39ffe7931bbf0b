import { silenceIn } from '../../completeness/use-silence.ts';
import type { CompletenessMonth } from '../../data/completeness.ts';
import type { LaidOut } from './lay-out.ts';

/** A silent country, or a period of the region in which one of its countries was silent. */
export type SilentPlace = 'country' | 'region';

/** Which names and numbers of a figure's table a silence makes doubtful; each is marked once, where country and period are both known. */
export type SilentPlaces = {
  readonly row: (codes: readonly string[]) => SilentPlace | undefined;
  readonly column: (code: string) => SilentPlace | undefined;
  /** Of a table with countries one way and periods the other. */
  readonly cell: (codes: readonly string[], code: string) => SilentPlace | undefined;
};

type Coordinates = { readonly country: string | undefined; readonly period: string | undefined };

/** `months` are those that the bulletin holds of the figure. What tells neither countries nor periods apart has no place to mark. */
export function silentPlaces(
  { rowDimensions, columnDimension }: Pick<LaidOut, 'rowDimensions' | 'columnDimension'>,
  months: readonly CompletenessMonth[],
): SilentPlaces {
  const isSilent = silenceIn(months);
  const ofRow = (codes: readonly string[]): Coordinates => ({
    country: codes[rowDimensions.indexOf('country')],
    period: codes[rowDimensions.indexOf('period')],
  });
  const ofColumn = (code: string): Coordinates => ({
    country: columnDimension === 'country' ? code : undefined,
    period: columnDimension === 'period' ? code : undefined,
  });
  const at = ({ country, period }: Coordinates): SilentPlace | undefined => {
    if (country !== undefined) {
      const periods = period === undefined ? months.map((month) => month.period) : [period];
      return periods.some((one) => isSilent(country, one)) ? 'country' : undefined;
    }
    return period !== undefined && isSilent(undefined, period) ? 'region' : undefined;
  };
  const isCrossed =
    (columnDimension === 'country' && rowDimensions.includes('period')) ||
    (columnDimension === 'period' && rowDimensions.includes('country'));
  if (!isCrossed)
    return { row: (codes) => at(ofRow(codes)), column: (code) => at(ofColumn(code)), cell: () => undefined };
  return {
    row: () => undefined,
    column: () => undefined,
    cell: (codes, code) => {
      const [row, column] = [ofRow(codes), ofColumn(code)];
      return at({ country: row.country ?? column.country, period: row.period ?? column.period });
    },
  };
}

/** Whether anything in a table is marked. */
export const hasMarks = ({ rows, columns }: LaidOut, places: SilentPlaces): boolean =>
  columns.some((code) => places.column(code) !== undefined) ||
  rows.some(
    ({ codes }) =>
      places.row(codes) !== undefined || columns.some((code) => places.cell(codes, code) !== undefined),
  );
