import type { FileCell } from './csv.ts';
import { boundsOf, type FigureCell, type FigureTable, type FileLabels } from './figure-table.ts';
import { datesOfPeriod, type PeriodDays } from './period-days.ts';

type HxlColumn = {
  readonly title: string;
  readonly tag: string;
  readonly toCell: (named: HxlNumber) => FileCell;
};

/** One number of a table, with the names of its row and column. */
type HxlNumber = {
  readonly names: readonly FigureCell[];
  readonly text: string;
  readonly value: number | undefined;
  readonly bounds: { readonly from: number; readonly to: number } | undefined;
};

export type HxlOptions = {
  readonly words: FileLabels;
  /** Persons are `#affected`; other counts are an `#indicator`. */
  readonly counts: 'persons' | 'other';
  /** The period of all numbers, if rows and headings do not contain periods. */
  readonly period?: string | undefined;
};

/**
 * Returns the table in long form: heading, hashtags (HXL 1.1, hxlstandard.org), then one row for each number. Countries have a
 * code and a name. Periods have their first and last day. Numbers have the range of the exact value.
 */
export function hxlRows(
  table: FigureTable,
  { words, counts, period }: HxlOptions,
): readonly (readonly FileCell[])[] {
  const [names, numbers] = [
    table.columns.flatMap(({ title, isNumber }, index) => (isNumber ? [] : [{ title, index }])),
    table.columns.flatMap(({ title, isNumber }, index) => (isNumber ? [{ title, index }] : [])),
  ];
  const hxlNumbers: HxlNumber[] = table.rows.flatMap((row) =>
    numbers.map(({ title, index }) => {
      const cell = row[index];
      const number = cell?.meaning.kind === 'number' ? cell.meaning : undefined;
      return {
        names: [...names.map((name) => row[name.index] ?? EMPTY_CELL), title],
        text: cell?.text ?? '',
        value: number?.value,
        bounds: number === undefined ? undefined : boundsOf(number),
      };
    }),
  );
  const tag = counts === 'persons' ? '#affected' : '#indicator';
  const columns: readonly HxlColumn[] = [
    ...names.flatMap(({ title }, at) => nameColumns(title.text, at, hxlNumbers, '#description')),
    ...nameColumns('', names.length, hxlNumbers, '#indicator'),
    ...(period === undefined || hasPeriod(hxlNumbers) ? [] : dayColumns('', () => period)),
    { title: words.value, tag: `${tag}+num`, toCell: ({ value }) => value },
    { title: words.readsAs(words.value), tag: `${tag}+text`, toCell: ({ text }) => text },
    { title: `${words.value} ≥`, tag: `${tag}+min+num`, toCell: ({ bounds }) => bounds?.from },
    { title: `${words.value} ≤`, tag: `${tag}+max+num`, toCell: ({ bounds }) => bounds?.to },
  ];
  return [
    columns.map(({ title }) => title),
    columns.map(({ tag: hashtag }) => hashtag),
    ...hxlNumbers.map((number) => columns.map(({ toCell }) => toCell(number))),
  ];
}

const EMPTY_CELL: FigureCell = { text: '', meaning: { kind: 'text' } };

/** Returns the columns for the names at one position, by the meaning of their cells. */
function nameColumns(title: string, at: number, hxlNumbers: readonly HxlNumber[], tag: string): HxlColumn[] {
  const nameOf = ({ names }: HxlNumber): FigureCell => names[at] ?? EMPTY_CELL;
  const has = (kind: FigureCell['meaning']['kind']) =>
    hxlNumbers.some((number) => nameOf(number).meaning.kind === kind);
  if (has('country'))
    return [
      {
        title: `${title} (ISO)`.trim(),
        tag: '#country+code+iso2',
        toCell: (number) => {
          const { meaning } = nameOf(number);
          return meaning.kind === 'country' ? meaning.code : undefined;
        },
      },
      { title, tag: '#country+name', toCell: (number) => nameOf(number).text },
    ];
  if (has('period')) {
    const periodOf = (number: HxlNumber) => {
      const { meaning } = nameOf(number);
      return meaning.kind === 'period' ? meaning.id : undefined;
    };
    return [
      { title, tag: '#date+name', toCell: (number) => nameOf(number).text },
      ...dayColumns(title, periodOf),
    ];
  }
  return [{ title, tag: `${tag}+name`, toCell: (number) => nameOf(number).text }];
}

const hasPeriod = (hxlNumbers: readonly HxlNumber[]): boolean =>
  hxlNumbers.some(({ names }) => names.some(({ meaning }) => meaning.kind === 'period'));

/** Returns the columns for the first and last day of each number's period. */
function dayColumns(title: string, periodOf: (number: HxlNumber) => string | undefined): HxlColumn[] {
  const daysOf = (number: HxlNumber): PeriodDays | undefined => {
    const period = periodOf(number);
    return period === undefined ? undefined : datesOfPeriod(period);
  };
  return [
    { title: `${title} ≥`.trim(), tag: '#date+start', toCell: (number) => daysOf(number)?.start },
    { title: `${title} ≤`.trim(), tag: '#date+end', toCell: (number) => daysOf(number)?.end },
  ];
}
