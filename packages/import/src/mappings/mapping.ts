import type { NodeCountry } from '@waylight/contracts';
import type { DateFormat } from '@waylight/taxonomy';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1250' | 'windows-1251';
export const ENCODINGS: readonly Encoding[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
];

/** A validated mapping file: it defines how the columns of a table become reports. */
export type Mapping = {
  readonly name: string;
  readonly attribution?: string;
  readonly as?: string;
  readonly file: {
    readonly encoding?: Encoding;
    readonly delimiter?: ',' | ';' | '\t';
    readonly sheet?: string;
    /** Sheets that a template has besides its table. */
    readonly ownSheets?: readonly string[];
    /** Number of the header row, from 1. */
    readonly headerRow: number;
  };
  readonly id: { readonly columns: readonly string[]; readonly prefix: string };
  readonly constants: Readonly<Record<string, readonly string[]>>;
  readonly nodes: Readonly<Record<string, NodeCountry>>;
  readonly fields: Readonly<Record<string, FieldRule>>;
};

export type FieldRule = {
  readonly columns: readonly string[];
  readonly combine: 'all' | 'first-known';
  readonly optional: boolean;
  /** Code ids by a cell's folded text. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly split: boolean | string;
  readonly format?: DateFormat;
  /** Folded texts that mean "not stated". A blank cell means the same, but gets its own note. */
  readonly notStated: ReadonlySet<string>;
  readonly onUnknown: 'refuse' | 'unknown';
  readonly rules: readonly { readonly when: string; readonly add: string }[];
  readonly otherwise?: string;
};

/** A cell's text as a key: case and spaces are folded; script and punctuation are kept. */
export function cellKey(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
