/** Meaning of a cell for programs, which need not parse its text. */
export type CellMeaning =
  | { readonly kind: 'text' }
  | NumberMeaning
  /** ISO 3166-1 alpha-2, or XK. */
  | { readonly kind: 'country'; readonly code: string }
  /** A period by its id, such as 2026, 2026-Q3, 2026-10, 2026-W45, or one with an unknown part. */
  | { readonly kind: 'period'; readonly id: string };

export type NumberMeaning = {
  readonly kind: 'number';
  readonly value: number;
  /** Absent for an exact number. */
  readonly base?: number;
} & NumberFacts;

/** Facts about a released number, in the language of the page. Absent where the reader may not know them. */
export type NumberFacts = {
  readonly silent?: string;
  readonly completeness?: string;
  /** Names of the rows that a pooled row counts together. */
  readonly pooled?: string;
};

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

/** Labels of the columns of exported files, in the language of the page. */
export type FileLabels = Readonly<
  Record<'period' | 'column' | 'value' | 'readsAs' | 'min' | 'max' | keyof NumberFacts, string>
>;
