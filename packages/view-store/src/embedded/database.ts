import { Buffer } from 'node:buffer';
import { DatabaseSync } from 'node:sqlite';
import { ViewStoreUnavailableError } from '../errors.ts';

export type Database = {
  readonly sqlite: DatabaseSync;
  /** Runs `work` as one durable step: all of it or nothing. */
  write<T>(work: () => T): T;
  /** Runs `work` against one state of the file, whatever is written meanwhile. */
  read<T>(work: () => T): T;
  close(): void;
};

export type DatabaseOptions = { readonly file: string; readonly schema: string | null };

/** A null schema opens for reading alone: the file must exist. */
export function openDatabase({ file, schema }: DatabaseOptions): Database {
  const sqlite = translateSqliteError(() => {
    const opened = new DatabaseSync(file, { readOnly: schema === null, timeout: 5_000 });
    if (schema !== null) {
      // Durable before the answer; a copied page costs less than a lost commit.
      opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;');
      // What a report counted before it was taken back is overwritten, not left in free pages.
      opened.exec('PRAGMA secure_delete = ON;');
      opened.exec(schema);
    }
    opened.exec('PRAGMA cache_size = -32768');
    return opened;
  });
  const step = <T>(begin: string, work: () => T): T =>
    translateSqliteError(() => {
      sqlite.exec(begin);
      try {
        const result = work();
        sqlite.exec('COMMIT');
        return result;
      } catch (error) {
        if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
        throw error;
      }
    });
  return {
    sqlite,
    write: (work) => step('BEGIN IMMEDIATE', work),
    read: (work) => step('BEGIN', work),
    close: () => {
      if (sqlite.isOpen) sqlite.close();
    },
  };
}

// SQLite's primary result codes: busy, locked, read-only, I/O error, full, can't open.
const TRANSIENT_CODES = new Set([5, 6, 8, 10, 13, 14]);

function translateSqliteError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : -1;
    if (TRANSIENT_CODES.has(code)) throw new ViewStoreUnavailableError(error);
    throw error;
  }
}

/** Strings are kept as text, which costs less to write; whoever reads gets bytes. */
export function toBytes(value: unknown): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : (value as Uint8Array);
}

export function toBytesOrNull(value: unknown): Uint8Array | null {
  return value === null || value === undefined ? null : toBytes(value);
}

/** Statements are set to give rows as arrays, which their type doesn't know. */
export function rowOf(row: unknown): readonly unknown[] | null {
  return row === undefined ? null : (row as readonly unknown[]);
}
