import type { Report } from '@waylight/contracts/intake';

/** A refused cell. It contains the value, so it is for the sender only. */
export type Refusal = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly nearest: readonly string[];
};

/** A value that was changed or left out. The text never contains the value. */
export type CodingNote = {
  readonly row: number;
  readonly field: string;
  readonly text: string;
};

/** A field's values with their cell. */
export type FieldValues = {
  readonly values: readonly (string | number)[];
  readonly column: string;
  readonly cell: string;
};

export type CodedReport = {
  readonly kind: 'coded';
  readonly row: number;
  readonly reportId: string;
  /** Fields by the mapping's path. */
  readonly fields: ReadonlyMap<string, FieldValues>;
  readonly report: Report;
  readonly notes: readonly CodingNote[];
};

export type CodedRow =
  | CodedReport
  | { readonly kind: 'refused'; readonly row: number; readonly refusals: readonly Refusal[] };
