import { closeSync, fdatasync, fdatasyncSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { SchemaVersionError, type SqliteDatabase, sqliteErrorCode } from '@waylight/sqlite';
import { openEncryptedSqlite } from '@waylight/sqlite/encrypted';
import { createDurability } from './durability.ts';
import { LedgerError } from './ledger-error.ts';
import { MIGRATIONS } from './schema.ts';

/** `key`: 32 bytes. */
export type EncryptedFile = { readonly file: string; readonly key: Uint8Array };

export type Database = Pick<SqliteDatabase, 'prepare' | 'truncateWal' | 'close'> & {
  /**
   * Commits all of `work`, or nothing. Others see it when it returns; `waitUntilDurable` resolves when it is durable.
   * `onRollback` runs if nothing was committed, to reset copies in memory.
   */
  transaction<T>(work: () => T, onRollback?: () => void): T;
  /** Resolves when every transaction that has returned survives a power loss. */
  waitUntilDurable(): Promise<void>;
};

/** Brings what was written to an open file onto the disk. */
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
    prepare: sql.prepare,
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
    // A checkpoint syncs both files in the right order, whatever `synchronous` says.
    truncateWal: sql.truncateWal,
    close() {
      fdatasyncSync(log);
      durability.close();
      sql.close();
      // Not before a running sync ends: the number could be another file's by then.
      const release = (): void => closeSync(log);
      syncing.then(release, release);
    },
  };
}

function openConnection({ file, key }: EncryptedFile): SqliteDatabase {
  try {
    return openEncryptedSqlite({
      file,
      key,
      exclusive: true,
      pragmas: {
        synchronous: 'NORMAL',
        secure_delete: 'ON',
        wal_autocheckpoint: 4_000,
        // KiB, which SQLite writes as a negative number.
        cache_size: -32_768,
      },
      migrations: MIGRATIONS,
    });
  } catch (error) {
    throw translateSqliteError(error);
  }
}

/** Returns an error with an instruction for operators, where they can act. */
function translateSqliteError(error: unknown): unknown {
  if (error instanceof SchemaVersionError) return new LedgerError('newer', error.message, { cause: error });
  if (isFull(error)) return new LedgerError('full', DISK_FULL, { cause: error });
  switch (sqliteErrorCode(error)) {
    case 'SQLITE_BUSY':
      return new LedgerError('in-use', 'another process has this ledger open', { cause: error });
    case 'SQLITE_NOTADB':
      return new LedgerError(
        'another-key',
        'the ledger cannot be read with the content key of this keys file: bring back the keys file that it was written with, or the ledger where it is damaged',
        { cause: error },
      );
    default:
      return error;
  }
}

const isFull = (error: unknown): boolean =>
  sqliteErrorCode(error) === 'SQLITE_FULL' ||
  (error instanceof Error && 'code' in error && error.code === 'ENOSPC');

const DISK_FULL = 'the disk that the ledger lies on is full: make room; nothing that was accepted is lost';

/** A little may still fit where nothing more does: with less than this the next report may be refused again. */
const MIN_FREE_BYTES = 1_048_576;

export function checkFreeSpace(file: string): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < MIN_FREE_BYTES) throw new LedgerError('full', DISK_FULL);
}
