import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ImportInputError } from '../input-error.ts';
import type { Encoding } from '../mappings/mapping.ts';
import { parseCsv } from './csv.ts';
import { decodeText } from './encoding.ts';
import { MAX_BYTES, type Table, type TableFormat, type TableProblem } from './table.ts';
import { readSheets, readSheetTable, type Sheet } from './xlsx.ts';

/** A file, read once, so that table, template and digest come from the same bytes. */
export type SourceFile = {
  readonly name: string;
  readonly digest: string;
  readonly content:
    | { readonly kind: 'xlsx'; readonly sheets: readonly Sheet[] }
    | { readonly kind: 'text'; readonly bytes: Uint8Array };
};

export async function openSourceFile(path: string): Promise<SourceFile> {
  const bytes = readBytes(path);
  const name = basename(path);
  const digest = createHash('sha256').update(bytes).digest('hex');
  // Zip and old Excel files are recognised by their first bytes, because a file name may be wrong.
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    const sheets = await readSheets(bytes);
    if ('problem' in sheets) throw unreadableFailure(name, sheets);
    return { name, digest, content: { kind: 'xlsx', sheets } };
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new ImportInputError(`${name} is an old Excel file (XLS), or encrypted`, [
      'save it as XLSX without a password',
    ]);
  return { name, digest, content: { kind: 'text', bytes } };
}

export function readTable(source: SourceFile, format: TableFormat, forced?: Encoding): Table {
  const table = parseSourceFile(source, format, forced);
  if ('problem' in table) throw unreadableFailure(source.name, table);
  return table;
}

function parseSourceFile(source: SourceFile, format: TableFormat, forced?: Encoding): Table | TableProblem {
  if (source.content.kind === 'xlsx') return readSheetTable(source.content.sheets, format);
  const decoded = decodeText(source.content.bytes, forced);
  return 'problem' in decoded ? { ...decoded, hints: [] } : parseCsv(decoded.text, format);
}

function readBytes(path: string): Uint8Array {
  try {
    if (statSync(path).size > MAX_BYTES)
      throw new ImportInputError(`${path} is larger than 100 MB`, ['split it and import its parts']);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof ImportInputError) throw error;
    throw new ImportInputError(`cannot read ${path}`, [error instanceof Error ? error.message : '']);
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function unreadableFailure(name: string, { problem, hints }: TableProblem): ImportInputError {
  return new ImportInputError(`${name}: ${problem}`, hints);
}
