import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { SqliteDatabase } from '@waylight/sqlite';

type Readable = Pick<SqliteDatabase, 'prepare'>;

/** Number of rows of each table, in the order of their names. */
export function countRows(database: Readable): Record<string, number> {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => {
      const counted = database.prepare(`SELECT count(*) AS rows FROM "${String(name)}"`).get();
      return [String(name), Number(counted?.rows)];
    }),
  );
}

/**
 * Digest of the number of rows of each table, and of the last entry of the audit. The hash of that entry keeps the numbers
 * from being guessed.
 */
export function contentDigest(database: Readable): string {
  const rows = countRows(database);
  const last =
    'audit_entry' in rows
      ? database.prepare('SELECT hash FROM audit_entry ORDER BY sequence DESC LIMIT 1').get()
      : undefined;
  const auditHead = last?.hash instanceof Uint8Array ? Buffer.from(last.hash).toString('hex') : '';
  return createHash('sha256')
    .update(JSON.stringify([rows, auditHead]))
    .digest('hex');
}

export const readSchemaVersion = (database: Readable): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version);

const CHUNK_BYTES = 1_048_576;

/** SHA-256 of a file as hex digits, read a chunk at a time. */
export function hashFile(file: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const fd = openSync(file, 'r');
  try {
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk))
      hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}
