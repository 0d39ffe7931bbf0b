/** What one cell says for one field. */
export type CellReading =
  /** `alsoType` where the cell of another field says a type of incident: the legs of a pushback. */
  | {
      readonly kind: 'values';
      readonly values: readonly (string | number)[];
      readonly impliedType?: string;
    }
  /** Blank, or what the mapping says for "not stated". Never 0. */
  | { readonly kind: 'notStated'; readonly isBlank: boolean }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** Made where somebody reads it: looking for it takes longer than all else. */
      readonly nearest: () => readonly string[];
      /** Of several values in the cell, those that were coded. */
      readonly coded?: readonly (string | number)[];
    };

export const valuesReading = (...found: (string | number)[]): CellReading => ({ kind: 'values', values: found });
const none = (): readonly string[] => [];
export const refusedReading = (reason: string, nearest: () => readonly string[] = none): CellReading => ({
  kind: 'refused',
  reason,
  nearest,
});
