import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { privateFile } from '@waylight/service-kit';
import { createDurability } from './durability.ts';
import { LedgerError } from './ledger-error.ts';
import { MIGRATIONS } from './schema.ts';

export type Database = {
  prepare(sql: string): StatementSync;
  /**
   * Everything in `work` or nothing. Others see it when it returns, and it is durable when `settled` says so. `takenBack` is called where
   * it is nothing, for what was held in memory of it.
   */
  transaction<T>(work: () => T, takenBack?: () => void): T;
  /** Resolves when every transaction that has returned survives a loss of power. */
  settled(): Promise<void>;
  /** Empties the write-ahead log into the file: what was overwritten is in neither then. */
  clearLog(): void;
  close(): void;
};

/** Brings what was written to an open file onto the disk. */
export type SyncFile = (fd: number) => Promise<void>;

/**
 * Opens a file of SQLite for this process alone.
 * - `synchronous=NORMAL`: a commit appends to the write-ahead log and does not wait for the disk; `settled` does, away from
 *   the thread that everything else runs on. What is in that log before it is checked by SQLite's own sums, and is durable
 *   in the order of the commits.
 * - `locking_mode=EXCLUSIVE`: a second start finds the file locked; the lock goes with the process, however it ends.
 * - `secure_delete`: what a revision or a retraction replaces is overwritten, not left in free pages.
 */
export function openDatabase(file: string, sync: SyncFile = promisify(fdatasync)): Database {
  const sql = new DatabaseSync(privateFile(file));
  try {
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
  } catch (error) {
    sql.close();
    if (errorNumber(error) === SQLITE_BUSY)
      throw new LedgerError('in-use', 'another process has this ledger open', { cause: error });
    throw isFull(error) ? new LedgerError('full', FULL, { cause: error }) : error;
  }
  const log = openSync(`${file}-wal`, 'r');
  keepNames(dirname(file));
  let syncing = Promise.resolve();
  const durability = createDurability(() => {
    syncing = sync(log);
    return syncing;
  });
  return {
    prepare: (text) => sql.prepare(text),
    transaction(work, takenBack) {
      sql.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        sql.exec('COMMIT');
        durability.committed();
        return result;
      } catch (error) {
        if (sql.isTransaction) sql.exec('ROLLBACK');
        takenBack?.();
        throw isFull(error) ? new LedgerError('full', FULL, { cause: error }) : error;
      }
    },
    settled: durability.settled,
    // It brings everything onto the disk in the order in which it must be there, whatever `synchronous` says.
    clearLog: () => sql.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    close() {
      fdatasyncSync(log);
      durability.end();
      sql.close();
      // Not while the disk is still at work on it: the number would be another file's by then.
      const release = (): void => closeSync(log);
      syncing.then(release, release);
    },
  };
}

/** That the two files are there must survive as well as what is in them. */
function keepNames(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
const FULL = 'the disk that the ledger lies on is full: make room; nothing that was accepted is lost';

/** A little may still fit where nothing more does: with less than this the next report may be refused again. */
const LEAST_ROOM_BYTES = 1_048_576;

export function checkRoom(file: string): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < LEAST_ROOM_BYTES) throw new LedgerError('full', FULL);
}

const isFull = (error: unknown): boolean => errorNumber(error) === SQLITE_FULL;

function errorNumber(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'errcode') : undefined;
}

function migrate(sql: DatabaseSync): void {
  const found = Number(sql.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (found > MIGRATIONS.length)
    throw new LedgerError(
      'newer',
      `the ledger is of version ${found}; this program knows ${MIGRATIONS.length}`,
    );
  MIGRATIONS.slice(found).forEach((change, i) => {
    sql.exec(`BEGIN IMMEDIATE; ${change} PRAGMA user_version = ${found + i + 1}; COMMIT;`);
  });
}
