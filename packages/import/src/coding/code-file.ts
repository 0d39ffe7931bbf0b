import type { NodeCountry } from '@waylight/contracts';
import { openSourceFile, readTable, type SourceFile } from '../files/source-file.ts';
import { listUnreadSheets } from '../files/xlsx.ts';
import type { Encoding, Mapping } from '../mappings/mapping.ts';
import { type CodedTable, codeTable } from './code-table.ts';

export type CodeFileOptions = {
  /** The path of a CSV or XLSX file, or an open file. */
  readonly file: string | SourceFile;
  readonly mapping: Mapping;
  /** The node of all rows. Default: the node of each row's country, or the node that the mapping names for this country. */
  readonly country?: NodeCountry | undefined;
  /** Overrides the mapping's encoding and the detected one. */
  readonly encoding?: Encoding | undefined;
};

export type CodedFile = CodedTable & {
  /** The digest of the file's bytes, for the import's id. */
  readonly digest: string;
  /** Rows that are not blank, including refused ones. */
  readonly count: number;
  /** Sheets of a workbook whose rows are not sent. */
  readonly unreadSheets: readonly string[];
};

/** Codes a file without calling a node. Throws ImportInputError. */
export async function codeFile({ file, mapping, country, encoding }: CodeFileOptions): Promise<CodedFile> {
  const source = typeof file === 'string' ? await openSourceFile(file) : file;
  const table = readTable(source, mapping.file, encoding ?? mapping.file.encoding);
  const count = table.rows.length + table.misshapen.length;
  const { content, digest } = source;
  const unreadSheets = content.kind === 'xlsx' ? listUnreadSheets(content.sheets, mapping.file) : [];
  return { ...codeTable(table, mapping, country), digest, count, unreadSheets };
}
