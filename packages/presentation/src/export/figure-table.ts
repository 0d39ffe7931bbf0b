import { interpretRounded } from '../rounding/interpret-rounded.ts';
import type { PeriodCalendar } from './period-days.ts';

/** What a cell stands for beside its text, so that a program need not read the text. */
export type CellMeaning =
  | { readonly kind: 'text' }
  /** A released number: rounded where it has a base. */
  | { readonly kind: 'number'; readonly value: number; readonly base?: number }
  /** ISO 3166-1 alpha-2, or XK. */
  | { readonly kind: 'country'; readonly code: string }
  | ({ readonly kind: 'period' } & NamedPeriod);

/** A period by its id, such as 2026, 2026-Q3, 2026-10, 2026-W45, or one of which a part is unknown. */
export type NamedPeriod = {
  readonly id: string;
  /** Undefined where nobody knows whose period it is: then nobody knows its days. */
  readonly of: PeriodCalendar | undefined;
};

/** A cell as it stands on the screen, and what it means. */
export type FigureCell = { readonly text: string; readonly meaning: CellMeaning };

/** A table of a figure. Its first column names its rows; columns of numbers come after it. */
export type FigureTable = {
  readonly title: string;
  readonly columns: readonly { readonly title: FigureCell; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly FigureCell[])[];
};

/** What goes out with the numbers of a figure, name by name: title, caption, release, rounding, sources, footnotes. */
export type FigureNote = { readonly name: string; readonly text: string };

/** Words of files, in the language of who exports. */
export type FileLabels = {
  /** Heads the column with what a rounded number reads as: "Incidents – reads as". */
  readonly readsAs: (title: string) => string;
  readonly value: string;
};

/** The span in which the truth of a number lies, both ends included. @throws RangeError for a number that no release can hold */
export function boundsOf({ value, base }: { readonly value: number; readonly base?: number }): {
  readonly from: number;
  readonly to: number;
} {
  if (base === undefined) return { from: value, to: value };
  return interpretRounded(value, base);
}

/** Whether a column has a rounded number: what it reads as then stands in a column of its own. */
export const isRoundedColumn = ({ rows }: FigureTable, column: number): boolean =>
  rows.some((row) => {
    const meaning = row[column]?.meaning;
    return meaning?.kind === 'number' && meaning.base !== undefined;
  });
