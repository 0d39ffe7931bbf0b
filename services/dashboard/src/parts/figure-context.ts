import { createContext } from 'react';

/** A number that somebody asks about. */
export type AskedNumber = {
  /** As it was released; undefined where nobody pressed a number, and of one that is exact. */
  readonly value: number | undefined;
  /** Keys of the row and of the column that it stands in: one of them may be a period. */
  readonly at: readonly string[];
  /** What its row and its column are called, where it stands in a table. */
  readonly names?: readonly string[];
};

export type FigureTools = { readonly explainNumber?: ((asked: AskedNumber) => void) | undefined };

/** What parts of a figure may ask of it. */
export const FigureContext = createContext<FigureTools>({});
