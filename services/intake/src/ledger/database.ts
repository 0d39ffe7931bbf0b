import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { ensurePrivateFile } from '@waylight/service-kit';
import type Sqlite from 'better-sqlite3-multiple-ciphers';
import { createDurability } from './durability.ts';
import { type EncryptedFile, openEncrypted } from './encrypted-file.ts';
import { LedgerError } from './ledger-error.ts';
import { MIGRATIONS } from './schema.ts';

type Value = string | number | null | Uint8Array;

/** No type of the driver's leaves this file. */
export type Statement = {
  get(...values: Value[]): Record<string, unknown> | undefined;
  all(...values: Value[]): Record<string, unknown>[];
  run(...values: Value[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
};

export type Database = {
  prepare(sql: string): Statement;
  /**
   * Everything in `work` or nothing. Others see it when it returns, and it is durable when `settled` says so. `takenBack` is called where
   * it is nothing, for what was held in memory of it.
   */
  transaction<T>(work: () => T, onRollback?: () => void): T;
  /** Resolves when every transaction that has returned survives a loss of power. */
  waitUntilDurable(): Promise<void>;
  /** Empties the write-ahead log into the file: what was overwritten is in neither then. */
  truncateWal(): void;
  close(): void;
};

/** Brings what was written to an open file onto the disk. */
export type SyncFile = (fd: number) => Promise<void>;

/**
 * Opens an encrypted file of SQLite for this process alone.
 * - `synchronous=NORMAL`: a commit appends to the write-ahead log and does not wait for the disk; `settled` does, away from
 *   the thread that everything else runs on. What is in that log before it is checked by SQLite's own sums, and is durable
 *   in the order of the commits.
 * - `locking_mode=EXCLUSIVE`: a second start finds the file locked; the lock goes with the process, however it ends.
 * - `secure_delete`: what a revision or a retraction replaces is overwritten, not left in free pages.
 */
export function openDatabase(
  { file: name, key }: EncryptedFile,
  sync: SyncFile = promisify(fdatasync),
): Database {
  const file = ensurePrivateFile(name);
  const sql = openConnection({ file, key });
  const log = openSync(`${file}-wal`, 'r');
  syncDirectory(dirname(file));
  let syncing = Promise.resolve();
  const durability = createDurability(() => {
    syncing = sync(log);
    return syncing;
  });
  return {
    prepare: (text) => sql.prepare(text),
    transaction(work, onRollback) {
      sql.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        sql.exec('COMMIT');
        durability.markCommitted();
        return result;
      } catch (error) {
        if (sql.inTransaction) sql.exec('ROLLBACK');
        onRollback?.();
        throw translateSqliteError(error);
      }
    },
    waitUntilDurable: durability.waitUntilDurable,
    // It brings everything onto the disk in the order in which it must be there, whatever `synchronous` says.
    truncateWal: () => sql.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    close() {
      fdatasyncSync(log);
      durability.close();
      sql.close();
      // Not while the disk is still at work on it: the number would be another file's by then.
      const release = (): void => closeSync(log);
      syncing.then(release, release);
    },
  };
}

function openConnection(encrypted: EncryptedFile): Sqlite {
  let sql: Sqlite | undefined;
  try {
    sql = openEncrypted(encrypted);
    sql.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA secure_delete = ON;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA cache_size = -32768;
      PRAGMA temp_store = MEMORY;
    `);
    migrate(sql);
    return sql;
  } catch (error) {
    sql?.close();
    throw translateSqliteError(error);
  }
}

/** What an operator can do something about, in words. */
function translateSqliteError(error: unknown): unknown {
  if (isFull(error)) return new LedgerError('full', DISK_FULL, { cause: error });
  switch (codeOf(error)) {
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

/** That the two files are there must survive as well as what is in them. */
function syncDirectory(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

const DISK_FULL = 'the disk that the ledger lies on is full: make room; nothing that was accepted is lost';

/** A little may still fit where nothing more does: with less than this the next report may be refused again. */
const MIN_FREE_BYTES = 1_048_576;

export function checkFreeSpace(file: string): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < MIN_FREE_BYTES) throw new LedgerError('full', DISK_FULL);
}

const isFull = (error: unknown): boolean => ['SQLITE_FULL', 'ENOSPC'].includes(codeOf(error));

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Applies the migrations that the ledger does not have yet, each in its own transaction. Refuses a ledger of a later version. */
export function migrate(sql: Sqlite, migrations = MIGRATIONS): void {
  const found = Number(sql.pragma('user_version', { simple: true }));
  if (found > migrations.length)
    throw new LedgerError(
      'newer',
      `the ledger is of version ${found}; this program knows ${migrations.length}: start the newer program`,
    );
  migrations.slice(found).forEach((change, i) => {
    sql.exec(`BEGIN IMMEDIATE; ${change} PRAGMA user_version = ${found + i + 1}; COMMIT;`);
  });
}
