import { closeSync, fdatasync, fdatasyncSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { SchemaVersionError, type SqliteDatabase, sqliteErrorCode } from '@waylight/sqlite';
import { openEncryptedSqlite } from '@waylight/sqlite/encrypted';
import { createDurability } from './durability.ts';
import { LedgerError } from './ledger-error.ts';
import { MIGRATIONS } from './schema.ts';

/** `key`: 32 bytes. */
export type EncryptedFile = {
  readonly file: string;
  readonly key: Uint8Array;
  /** Backs up an existing ledger before its schema changes. */
  readonly beforeMigration?: (database: SqliteDatabase) => void;
  readonly migrations?: readonly string[] | undefined;
};

export type Database = Pick<SqliteDatabase, 'file' | 'prepare' | 'copyTo' | 'truncateWal' | 'close'> & {
  /**
   * Commits all changes of `work`, or none. Others see the changes when the call returns; `waitUntilDurable`
   * resolves when they are durable. `onRollback` runs if nothing was committed, to reset copies in memory.
   */
  transaction<T>(work: () => T, onRollback?: () => void): T;
  /** Resolves when every transaction that has returned survives a power loss. */
  waitUntilDurable(): Promise<void>;
};

/** Flushes an open file to the disk. */
export type SyncFile = (fd: number) => Promise<void>;

/**
 * Opens the encrypted file for this process alone.
 * - `synchronous=NORMAL`: a commit appends to the write-ahead log and does not wait for the disk. `waitUntilDurable` does, off the
 *   main thread. SQLite checksums the log, and it is durable in the order of the commits.
 * - `secure_delete` overwrites what a revision or a retraction replaces, instead of leaving it in free pages.
 */
export function openDatabase(encrypted: EncryptedFile, sync: SyncFile = promisify(fdatasync)): Database {
  const sql = openConnection(encrypted);
  const log = openSync(`${sql.file}-wal`, 'r');
  let syncing = Promise.resolve();
  const durability = createDurability(() => {
    syncing = sync(log);
    return syncing;
  });
  return {
    file: sql.file,
    prepare: sql.prepare,
    copyTo: sql.copyTo,
    transaction(work, onRollback) {
      try {
        const result = sql.transaction(work);
        durability.markCommitted();
        return result;
      } catch (error) {
        onRollback?.();
        throw translateSqliteError(error);
      }
    },
    waitUntilDurable: durability.waitUntilDurable,
    // A checkpoint syncs both files in the right order, whatever the value of `synchronous` is.
    truncateWal: sql.truncateWal,
    close() {
      fdatasyncSync(log);
      durability.close();
      sql.close();
      // Closed only after a running sync: afterwards the file descriptor could belong to another file.
      const release = (): void => closeSync(log);
      syncing.then(release, release);
    },
  };
}

function openConnection({
  file,
  key,
  beforeMigration,
  migrations = MIGRATIONS,
}: EncryptedFile): SqliteDatabase {
  try {
    return openEncryptedSqlite({
      file,
      key,
      exclusive: true,
      pragmas: {
        synchronous: 'NORMAL',
        secure_delete: 'ON',
        // Rows of other tables that belong to a report are deleted with the report.
        foreign_keys: 'ON',
        wal_autocheckpoint: 4_000,
        // Cache size in KiB. SQLite expects KiB as a negative number.
        cache_size: -32_768,
      },
      migrations,
      beforeMigration,
    });
  } catch (error) {
    throw translateSqliteError(error);
  }
}

/** Returns an error with an instruction if operators can act. An error of the program stays as it is. */
function translateSqliteError(error: unknown): unknown {
  if (error instanceof SchemaVersionError) return new LedgerError('newer', error.message, { cause: error });
  if (isFull(error)) return new LedgerError('full', DISK_FULL, { cause: error });
  switch (sqliteErrorCode(error)) {
    case 'SQLITE_BUSY':
      return new LedgerError('in-use', 'another process has opened this ledger: stop it first', {
        cause: error,
      });
    case 'SQLITE_NOTADB':
      return new LedgerError(
        'another-key',
        'the ledger is damaged or was encrypted with another content key: restore its keys file, or the ledger',
        { cause: error },
      );
    case undefined:
      return error;
    default:
      return new LedgerError('disk-failed', DISK_FAILED, { cause: error });
  }
}

const isFull = (error: unknown): boolean =>
  sqliteErrorCode(error) === 'SQLITE_FULL' ||
  (error instanceof Error && 'code' in error && error.code === 'ENOSPC');

const DISK_FAILED = 'the disk cannot read or write the ledger: check disk and file system';
const DISK_FULL = 'the disk of the ledger is full: free space; no accepted report is lost';

/** Minimum of free bytes. A small write may still succeed below this, while the next report fails again. */
const MIN_FREE_BYTES = 1_048_576;

export function checkFreeSpace(file: string): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < MIN_FREE_BYTES) throw new LedgerError('full', DISK_FULL);
}
