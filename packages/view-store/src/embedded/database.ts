import { Buffer } from 'node:buffer';
import {
  openSqlite,
  openSqliteReader,
  type SqliteDatabase,
  type SqliteErrorCode,
  sqliteErrorCode,
} from '@waylight/sqlite';
import { ViewStoreUnavailableError } from '../errors.ts';

export type Database = Pick<SqliteDatabase, 'prepare' | 'prepareArrays' | 'truncateWal' | 'close'> & {
  /** Commits all of `work` durably, or none of it. */
  write<T>(work: () => T): T;
  /** Runs `work` on one consistent state of the file, also while others write. */
  read<T>(work: () => T): T;
};

const BUSY_TIMEOUT_MS = 5_000;
/** In KiB, which SQLite expects as a negative number. */
const CACHE_SIZE = -32_768;

export function openDatabase({ file, schema }: { readonly file: string; readonly schema: string }): Database {
  return open(() =>
    openSqlite({
      file,
      busyTimeoutMs: BUSY_TIMEOUT_MS,
      // FULL: a finished commit survives a power loss. `secure_delete` overwrites the counts of retracted reports.
      pragmas: {
        synchronous: 'FULL',
        wal_autocheckpoint: 4_000,
        secure_delete: 'ON',
        cache_size: CACHE_SIZE,
      },
      schema,
    }),
  );
}

/** Opens an existing file only for reading. */
export function openDatabaseReader(file: string): Database {
  return open(() =>
    openSqliteReader({ file, busyTimeoutMs: BUSY_TIMEOUT_MS, pragmas: { cache_size: CACHE_SIZE } }),
  );
}

function open(openFile: () => SqliteDatabase): Database {
  const { transaction, ...database } = translateSqliteError(openFile);
  return {
    ...database,
    write: (work) => translateSqliteError(() => transaction(work)),
    read: (work) => translateSqliteError(() => transaction(work, 'DEFERRED')),
  };
}

const TRANSIENT: ReadonlySet<SqliteErrorCode | undefined> = new Set<SqliteErrorCode>([
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_READONLY',
  'SQLITE_IOERR',
  'SQLITE_FULL',
  'SQLITE_CANTOPEN',
]);

function translateSqliteError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (TRANSIENT.has(sqliteErrorCode(error))) throw new ViewStoreUnavailableError(error);
    throw error;
  }
}

/** Strings are stored as text, because this costs less to write. The port returns bytes. */
export function toBytes(value: unknown): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : (value as Uint8Array);
}

export function toBytesOrNull(value: unknown): Uint8Array | null {
  return value === null || value === undefined ? null : toBytes(value);
}
