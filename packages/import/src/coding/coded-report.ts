import type { Report } from '@waylight/contracts/intake';

/** A cell that can't be taken, for its owner alone: it shows the value. */
export type Refusal = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly nearest: readonly string[];
};

/** What was taken otherwise than it stands in the file, or not at all. The text never repeats the value. */
export type CodingNote = {
  readonly row: number;
  readonly field: string;
  readonly text: string;
};

/** A field's values with the cell that they come from. */
export type FieldValues = {
  readonly values: readonly (string | number)[];
  readonly column: string;
  readonly cell: string;
};

export type CodedReport = {
  readonly kind: 'coded';
  readonly row: number;
  readonly reportId: string;
  /** By the mapping's path. */
  readonly fields: ReadonlyMap<string, FieldValues>;
  readonly report: Report;
  readonly notes: readonly CodingNote[];
};

export type CodedRow =
  | CodedReport
  | { readonly kind: 'refused'; readonly row: number; readonly refusals: readonly Refusal[] };
