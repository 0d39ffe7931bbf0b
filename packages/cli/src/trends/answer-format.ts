import type { Language } from '@waylight/taxonomy';
import type { Style } from '../terminal/style.ts';

/** The format of an answer as a table. */
export type AnswerFormat = {
  readonly language: Language;
  /** True for exact numbers, which may be added up. Rounded numbers must not be added up. */
  readonly exact: boolean;
  /** The rounded totals of a released table, by the ids of its columns; '' for its only column. */
  readonly drawnTotals?: ReadonlyMap<string, number>;
  /** A number in words: "about 5" for a rounded one. */
  readonly formatNumber: (value: number) => string;
  /** Columns of the terminal; undefined for a file or a pipe. */
  readonly columns: number | undefined;
  readonly style: Style;
  /** The day of the query, for numbers that still change, such as own numbers. Periods unfinished on it are marked. */
  readonly today?: number | undefined;
  /** The filters in words: "country Serbia". */
  readonly filters?: readonly string[];
};
