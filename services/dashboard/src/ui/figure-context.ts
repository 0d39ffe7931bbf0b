import { createContext } from 'react';

/** The number that an explanation was opened for. */
export type AskedNumber = {
  /** The released value. Undefined for an exact number, and if no number was chosen. */
  readonly value: number | undefined;
  readonly period?: string | undefined;
  /** Table of the release plan, if it differs from the table of the figure. */
  readonly table?: string | undefined;
  /** Its code in each dimension except the period. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Names of its row and column. */
  readonly names?: readonly string[];
};

export type FigureTools = { readonly explainNumber?: ((asked: AskedNumber) => void) | undefined };

/** Functions of the figure that its parts use. */
export const FigureContext = createContext<FigureTools>({});
