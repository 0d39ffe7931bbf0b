import { chmodSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { LedgerError } from './ledger-error.ts';
import { MIGRATIONS } from './schema.ts';

export type Database = {
  prepare(sql: string): StatementSync;
  /** Everything in `work` or nothing; durable when it returns. */
  transaction<T>(work: () => T): T;
  close(): void;
};

/**
 * Opens a file of SQLite for this process alone.
 * - `synchronous=FULL`: a commit that returned survives a loss of power.
 * - `locking_mode=EXCLUSIVE`: a second start finds the file locked; the lock goes with the process, however it ends.
 * - `secure_delete`: what a revision or a retraction replaces is overwritten, not left in free pages.
 */
export function openDatabase(file: string): Database {
  const sql = new DatabaseSync(file);
  try {
    sql.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA cache_size = -32768;
      PRAGMA temp_store = MEMORY;
    `);
    chmodSync(file, 0o600);
    migrate(sql);
  } catch (error) {
    sql.close();
    if (error instanceof Error && Reflect.get(error, 'errcode') === SQLITE_BUSY) {
      throw new LedgerError('in-use', 'another process has this ledger open', { cause: error });
    }
    throw error;
  }
  return {
    prepare: (text) => sql.prepare(text),
    transaction(work) {
      sql.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        sql.exec('COMMIT');
        return result;
      } catch (error) {
        if (sql.isTransaction) sql.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => sql.close(),
  };
}

const SQLITE_BUSY = 5;

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
