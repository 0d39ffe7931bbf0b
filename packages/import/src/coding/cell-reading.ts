/** The result of reading one cell for one field. */
export type CellReading =
  /** `impliedType` is a type of incident that the cell of another field implies: the legs of a pushback. */
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
      /** Computed on demand, because the search takes longer than all other steps. */
      readonly nearest: () => readonly string[];
      /** The coded values of a cell with several. */
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
