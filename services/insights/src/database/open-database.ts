import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataExposedError, ensurePrivateFile } from '@waylight/service-kit';
import { InsightsDatabaseError } from './database-error.ts';
import { MIGRATIONS } from './schema.ts';

export type Database = {
  readonly sqlite: DatabaseSync;
  /** All of `work` or nothing; durable when it returns. */
  write<T>(work: () => T): T;
  /** What SQLite refuses for a reason outside of this program becomes InsightsDatabaseError. */
  translateErrors<T>(work: () => T): T;
  close(): void;
};

/** How long a write waits for another process that writes at this moment. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * Opens the file of what people add. `synchronous=FULL` brings each commit to the disk before it returns: people write by
 * the hand, so that nobody waits for it. Several processes of one machine may have it open.
 */
export function openDatabase(file: string): Database {
  try {
    const sqlite = openSqlite(ensurePrivateFile(file));
    return {
      sqlite,
      write: (work) => translateErrors(() => transaction(sqlite, work)),
      translateErrors,
      close: () => {
        if (sqlite.isOpen) sqlite.close();
      },
    };
  } catch (error) {
    if (error instanceof InsightsDatabaseError || error instanceof DataExposedError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new InsightsDatabaseError(
      'unavailable',
      `the file of WAYLIGHT_INSIGHTS_DATABASE_FILE cannot be opened as a database (${code}): it wants a place that this user may write to`,
      { cause: error },
    );
  }
}

function openSqlite(file: string): DatabaseSync {
  const sqlite = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(sqlite);
    syncFolder(dirname(file));
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function transaction<T>(sqlite: DatabaseSync, work: () => T): T {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    sqlite.exec('COMMIT');
    return result;
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}

/** Applies the migrations that the file does not have yet, all of them or none. Refuses a file of a later version. */
export function migrate(sqlite: DatabaseSync, migrations = MIGRATIONS): void {
  transaction(sqlite, () => {
    const version = Number(sqlite.prepare('PRAGMA user_version').get()?.user_version ?? 0);
    if (version > migrations.length)
      throw new InsightsDatabaseError(
        'newer',
        `the database of insights is of version ${version}; this program knows ${migrations.length}: start the newer program`,
      );
    for (const change of migrations.slice(version)) sqlite.exec(change);
    sqlite.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** That the file is there must survive a loss of power as well as what is in it. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

// SQLite's primary result codes: busy, locked, read-only, I/O error, corrupt, full, can't open, not a database.
const ENVIRONMENT_ERRORS = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

function translateErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : -1;
    if (!ENVIRONMENT_ERRORS.has(code)) throw error;
    throw new InsightsDatabaseError(
      'unavailable',
      `the database of insights cannot be used (SQLite says ${code})`,
      {
        cause: error,
      },
    );
  }
}
