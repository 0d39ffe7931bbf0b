import { interpretRounded } from '../rounding/interpret-rounded.ts';

/** Meaning of a cell for programs, which need not parse its text. */
export type CellMeaning =
  | { readonly kind: 'text' }
  /** A released number, rounded if it has a base. */
  | { readonly kind: 'number'; readonly value: number; readonly base?: number }
  /** ISO 3166-1 alpha-2, or XK. */
  | { readonly kind: 'country'; readonly code: string }
  /** A period by its id, such as 2026, 2026-Q3, 2026-10, 2026-W45, or one with an unknown part. */
  | { readonly kind: 'period'; readonly id: string };

/** A cell: its text as on the screen, and its meaning. */
export type FigureCell = { readonly text: string; readonly meaning: CellMeaning };

/** The table of a figure. The first column names the rows; columns of numbers follow. */
export type FigureTable = {
  readonly title: string;
  readonly columns: readonly { readonly title: FigureCell; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly FigureCell[])[];
};

/** A note exported with a figure: title, caption, release, rounding, source or footnote. */
export type FigureNote = { readonly name: string; readonly text: string };

/** Labels of exported files, in the language of the page. */
export type FileLabels = {
  /** Returns the title of the column with the texts of rounded numbers: "Incidents – reads as". */
  readonly readsAs: (title: string) => string;
  readonly value: string;
};

/** Returns the range of the exact value, both ends included. @throws RangeError for a number that no release can contain */
export function boundsOf({ value, base }: { readonly value: number; readonly base?: number }): {
  readonly from: number;
  readonly to: number;
} {
  if (base === undefined) return { from: value, to: value };
  return interpretRounded(value, base);
}

/** True if a column contains a rounded number. The texts of the numbers then get a column of their own. */
export const isRoundedColumn = ({ rows }: FigureTable, column: number): boolean =>
  rows.some((row) => {
    const meaning = row[column]?.meaning;
    return meaning?.kind === 'number' && meaning.base !== undefined;
  });
