/** The result of reading one cell for one field. */
export type CellReading =
  /** `impliedType`: a type of incident that a cell for another field implies, such as the legs of a pushback. */
  | {
      readonly kind: 'values';
      readonly values: readonly (string | number)[];
      readonly impliedType?: string;
    }
  /** Blank, or a word that the mapping lists as "not stated". Never 0. */
  | { readonly kind: 'notStated'; readonly isBlank: boolean }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** The nearest codes. Computed on demand, because the search takes longer than all other steps. */
      readonly nearest: () => readonly string[];
      /** For a refused cell with several values: the values that could be coded. */
      readonly coded?: readonly (string | number)[];
    };

export const valuesReading = (...found: (string | number)[]): CellReading => ({
  kind: 'values',
  values: found,
});
const noCandidates = (): readonly string[] => [];
export const refusedReading = (
  reason: string,
  nearest: () => readonly string[] = noCandidates,
): CellReading => ({
  kind: 'refused',
  reason,
  nearest,
});
