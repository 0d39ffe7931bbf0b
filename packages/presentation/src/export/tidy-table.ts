import { interpretRounded } from '../rounding/interpret-rounded.ts';
import type { FileCell } from './csv.ts';
import type { FigureCell, FigureTable, FileLabels, NumberFacts, NumberMeaning } from './figure-table.ts';
import { datesOfPeriod, type PeriodDays } from './period-days.ts';

/** A table in long form: one row for each cell. */
export type TidyTable = {
  readonly titles: readonly string[];
  /** Hashtags of the columns (HXL 1.1, hxlstandard.org). */
  readonly hashtags: readonly string[];
  readonly rows: readonly (readonly FileCell[])[];
};

export type TidyOptions = {
  readonly labels: FileLabels;
  /** Persons are `#affected`; other counts are an `#indicator`. */
  readonly counts: 'persons' | 'other';
  /** The period of all numbers, if rows and headings do not contain periods. */
  readonly period?: string | undefined;
};

type TidyColumn = {
  readonly title: string;
  readonly hashtag: string;
  readonly toCell: (named: NamedCell) => FileCell;
};

/** A cell of a table, with the names of its row and column. */
type NamedCell = {
  readonly names: readonly FigureCell[];
  readonly text: string;
  readonly number: NumberMeaning | undefined;
};

/**
 * Returns a table in long form. Countries have a code and a name. Periods have their first and last day. Numbers have their text
 * and the bounds of the exact value. A column that no cell has a value for is left out. A table without numbers keeps its form.
 */
export function tidyTable(table: FigureTable, options: TidyOptions): TidyTable {
  const names = table.columns.filter(({ isNumber }) => !isNumber);
  const cells = namedCells(table);
  const hasNumbers = names.length < table.columns.length;
  const columns: readonly TidyColumn[] = [
    ...names.flatMap(({ title }, at) => nameColumns(title.text, at, cells, '#description')),
    ...(hasNumbers ? nameColumns(options.labels.column, names.length, cells, '#indicator') : []),
    ...(options.period === undefined || hasPeriod(cells)
      ? []
      : dayColumns(options.labels.period, () => options.period)),
    ...(hasNumbers ? numberColumns(cells, options) : []),
  ];
  return {
    titles: columns.map(({ title }) => title),
    hashtags: columns.map(({ hashtag }) => hashtag),
    rows: cells.map((cell) => columns.map(({ toCell }) => toCell(cell))),
  };
}

/** Returns the cells with numbers, or the texts in their place. Without columns of numbers: the names of each row. */
function namedCells({ columns, rows }: FigureTable): readonly NamedCell[] {
  const numbers = columns.flatMap(({ title, isNumber }, index) => (isNumber ? [{ title, index }] : []));
  return rows.flatMap((row): NamedCell[] => {
    const names = columns.flatMap(({ isNumber }, index) => (isNumber ? [] : [row[index] ?? EMPTY_CELL]));
    if (numbers.length === 0) return [{ names, text: '', number: undefined }];
    return numbers.flatMap(({ title, index }) => {
      const { text, meaning } = row[index] ?? EMPTY_CELL;
      const number = meaning.kind === 'number' ? meaning : undefined;
      return text === '' && number === undefined ? [] : [{ names: [...names, title], text, number }];
    });
  });
}

const EMPTY_CELL: FigureCell = { text: '', meaning: { kind: 'text' } };

function numberColumns(cells: readonly NamedCell[], { labels, counts }: TidyOptions): TidyColumn[] {
  const tag = counts === 'persons' ? '#affected' : '#indicator';
  return [
    { title: labels.value, hashtag: `${tag}+num`, toCell: ({ number }) => number?.value },
    { title: labels.readsAs, hashtag: `${tag}+text`, toCell: ({ text }) => text },
    { title: labels.min, hashtag: `${tag}+min+num`, toCell: ({ number }) => number && boundsOf(number).from },
    { title: labels.max, hashtag: `${tag}+max+num`, toCell: ({ number }) => number && boundsOf(number).to },
    ...FACTS.filter((fact) => cells.some(({ number }) => number?.[fact] !== undefined)).map((fact) => ({
      title: labels[fact],
      hashtag: `#meta+${fact}`,
      toCell: ({ number }: NamedCell) => number?.[fact],
    })),
  ];
}

const FACTS = ['silent', 'completeness', 'pooled'] as const satisfies readonly (keyof NumberFacts)[];

/** Returns the range of the exact value, both ends included. @throws RangeError for a number that no release can contain */
const boundsOf = ({ value, base }: NumberMeaning): { readonly from: number; readonly to: number } =>
  base === undefined ? { from: value, to: value } : interpretRounded(value, base);

/** Returns the columns for the names at one position, by the meaning of their cells. */
function nameColumns(title: string, at: number, cells: readonly NamedCell[], tag: string): TidyColumn[] {
  const nameOf = ({ names }: NamedCell): FigureCell => names[at] ?? EMPTY_CELL;
  const has = (kind: FigureCell['meaning']['kind']) =>
    cells.some((cell) => nameOf(cell).meaning.kind === kind);
  if (has('country'))
    return [
      {
        title: `${title} (ISO)`,
        hashtag: '#country+code+iso2',
        toCell: (cell) => {
          const { meaning } = nameOf(cell);
          return meaning.kind === 'country' ? meaning.code : undefined;
        },
      },
      { title, hashtag: '#country+name', toCell: (cell) => nameOf(cell).text },
    ];
  if (has('period')) {
    const periodOf = (cell: NamedCell) => {
      const { meaning } = nameOf(cell);
      return meaning.kind === 'period' ? meaning.id : undefined;
    };
    return [
      { title, hashtag: '#date+name', toCell: (cell) => nameOf(cell).text },
      ...dayColumns(title, periodOf),
    ];
  }
  return [{ title, hashtag: `${tag}+name`, toCell: (cell) => nameOf(cell).text }];
}

const hasPeriod = (cells: readonly NamedCell[]): boolean =>
  cells.some(({ names }) => names.some(({ meaning }) => meaning.kind === 'period'));

/** Returns the columns for the first and last day of each cell's period. */
function dayColumns(title: string, periodOf: (cell: NamedCell) => string | undefined): TidyColumn[] {
  const daysOf = (cell: NamedCell): PeriodDays | undefined => {
    const period = periodOf(cell);
    return period === undefined ? undefined : datesOfPeriod(period);
  };
  return [
    { title: `${title} ≥`, hashtag: '#date+start', toCell: (cell) => daysOf(cell)?.start },
    { title: `${title} ≤`, hashtag: '#date+end', toCell: (cell) => daysOf(cell)?.end },
  ];
}
