import type { FileCell } from './csv.ts';
import {
  boundsOf,
  type FigureCell,
  type FigureTable,
  type FileLabels,
  type NamedPeriod,
} from './figure-table.ts';
import { type PeriodDays, periodDays } from './period-days.ts';

type HxlColumn = {
  readonly title: string;
  readonly tag: string;
  readonly toCell: (named: HxlNumber) => FileCell;
};

/** One number of a table with all that names it. */
type HxlNumber = {
  readonly names: readonly FigureCell[];
  readonly text: string;
  readonly value: number | undefined;
  readonly bounds: { readonly from: number; readonly to: number } | undefined;
};

export type HxlOptions = {
  readonly words: FileLabels;
  /** Persons are `#affected`, whatever else is counted is an `#indicator`. */
  readonly counts: 'persons' | 'other';
  /** The period that all numbers are of, where no row or heading names one. */
  readonly period?: NamedPeriod | undefined;
};

/**
 * The table with one number in a row, its heading, and the row of hashtags below (HXL 1.1, hxlstandard.org). Countries
 * go by code and name, periods by their first and last day; a number has the span in which its truth lies.
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

/** Columns for what one column, or the heading of one, names: by what its cells mean. */
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
      return meaning.kind === 'period' ? meaning : undefined;
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

/** First and last day of a number's period. */
function dayColumns(title: string, periodOf: (number: HxlNumber) => NamedPeriod | undefined): HxlColumn[] {
  const daysOf = (number: HxlNumber): PeriodDays | undefined => {
    const period = periodOf(number);
    return period?.of === undefined ? undefined : periodDays(period.id, period.of);
  };
  return [
    { title: `${title} ≥`.trim(), tag: '#date+start', toCell: (number) => daysOf(number)?.start },
    { title: `${title} ≤`.trim(), tag: '#date+end', toCell: (number) => daysOf(number)?.end },
  ];
}
