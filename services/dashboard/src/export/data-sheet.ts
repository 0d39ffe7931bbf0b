import { datesOfPeriod } from '@waylight/presentation/period-days';
import { codesOf, type Grid, type NumberCell, PERIOD } from '../model/grid.ts';

export type DataCell = string | number | boolean | undefined;

/** A table in long form: one row for each number, the same for every grid. */
export type DataSheet = {
  readonly columns: readonly string[];
  /** Hashtags of the columns (HXL 1.1, hxlstandard.org). */
  readonly hashtags: readonly string[];
  readonly rows: readonly (readonly DataCell[])[];
};

type DataColumn = {
  readonly name: string;
  readonly hashtag: string;
  readonly toCell: (placed: PlacedNumber) => DataCell;
};

type PlacedNumber = {
  readonly number: NumberCell;
  readonly codes: Readonly<Record<string, string>>;
  readonly table: string | undefined;
  /** Key of a column without a dimension, such as `share`. */
  readonly measure: string | undefined;
};

const COUNTRY = 'country';

/**
 * Lays out all numbers of grids as rows. `value` is empty for a number that reads 0–4, because 0 would be read as none. `silent`
 * is true if the country, or one counted in the number, sent no activity report.
 */
export function dataSheet(grids: readonly Grid[], readsAs: (number: NumberCell) => string): DataSheet {
  const numbers = grids.flatMap(placedNumbers);
  const dimensions = new Set(numbers.flatMap(({ codes }) => Object.keys(codes)));
  const hasMeasures = new Set(numbers.map(({ measure }) => measure)).size > 1;
  const columns: readonly DataColumn[] = [
    { name: 'table', hashtag: '#meta+table', toCell: ({ table }) => table },
    { name: 'period_id', hashtag: '#date', toCell: ({ codes }) => codes[PERIOD] },
    { name: 'period_start', hashtag: '#date+start', toCell: ({ codes }) => daysOf(codes)?.start },
    { name: 'period_end', hashtag: '#date+end', toCell: ({ codes }) => daysOf(codes)?.end },
    { name: COUNTRY, hashtag: '#country+code', toCell: ({ codes }) => codes[COUNTRY] },
    ...[...dimensions]
      .filter((name) => name !== PERIOD && name !== COUNTRY)
      .map((name) => ({
        name,
        hashtag: `${PLACES.has(name) ? '#loc' : '#indicator'}+${name.toLowerCase()}+code`,
        toCell: ({ codes }: PlacedNumber) => codes[name],
      })),
    ...(hasMeasures
      ? [
          {
            name: 'measure',
            hashtag: '#indicator+measure+code',
            toCell: ({ measure }: PlacedNumber) => measure,
          },
        ]
      : []),
    {
      name: 'value',
      hashtag: '#indicator+value+num',
      toCell: ({ number: { value, base } }) => (base !== undefined && value === 0 ? undefined : value),
    },
    { name: 'min', hashtag: '#indicator+min+num', toCell: ({ number }) => number.min },
    { name: 'max', hashtag: '#indicator+max+num', toCell: ({ number }) => number.max },
    { name: 'reads_as', hashtag: '#indicator+value+text', toCell: ({ number }) => readsAs(number) },
    {
      name: 'silent',
      hashtag: '#meta+silent',
      toCell: ({ number: { silent } }) => (silent === undefined ? undefined : silent !== 'none'),
    },
    {
      name: 'completeness',
      hashtag: '#meta+completeness',
      toCell: ({ number }) => number.completeness,
    },
  ];
  return {
    columns: columns.map(({ name }) => name),
    hashtags: columns.map(({ hashtag }) => hashtag),
    rows: numbers.map((number) => columns.map(({ toCell }) => toCell(number))),
  };
}

const PLACES = new Set(['segment', 'area']);

function placedNumbers(grid: Grid): readonly PlacedNumber[] {
  return grid.rows.flatMap(({ cells }, row) =>
    cells.flatMap((number, column): readonly PlacedNumber[] => {
      const head = grid.columns[column];
      if (number.kind !== 'number' || head === undefined) return [];
      return [
        {
          number,
          codes: codesOf(grid, row, column),
          table: head.table,
          measure: head.dimension === undefined ? head.id : undefined,
        },
      ];
    }),
  );
}

const daysOf = ({ period }: Readonly<Record<string, string>>) =>
  period === undefined ? undefined : datesOfPeriod(period);
