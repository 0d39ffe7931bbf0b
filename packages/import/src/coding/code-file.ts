import type { NodeCountry } from '@waylight/contracts';
import type { Encoding, Mapping } from '../mappings/mapping.ts';
import { type CodedTable, codeTable } from './code-table.ts';
import { openSourceFile, readTable, type SourceFile } from '../files/source-file.ts';

export type CodeFileOptions = {
  /** CSV or XLSX: its path, or the file as it was opened. */
  readonly file: string | SourceFile;
  readonly mapping: Mapping;
  /** The node that takes all rows; undefined: each country's own, or the one that the mapping names. */
  readonly country?: NodeCountry | undefined;
  /** Instead of the mapping's, and of what the file looks like. */
  readonly encoding?: Encoding | undefined;
};

export type CodedFile = CodedTable & {
  /** Of its bytes: the same file is the same import. */
  readonly digest: string;
  /** Rows that are not blank, refused ones too. */
  readonly count: number;
};

/** What an import would send of a file and what it refuses, before any node is asked. Throws ImportInputError. */
export async function codeFile({ file, mapping, country, encoding }: CodeFileOptions): Promise<CodedFile> {
  const source = typeof file === 'string' ? await openSourceFile(file) : file;
  const table = readTable(source, mapping.file, encoding ?? mapping.file.encoding);
  const count = table.rows.length + table.misshapen.length;
  return { ...codeTable(table, mapping, country), digest: source.digest, count };
}
