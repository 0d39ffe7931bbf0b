import {
  DataExposedError,
  MigrationError,
  openSqlite,
  SchemaVersionError,
  type SqliteDatabase,
  sqliteErrorCode,
} from '@waylight/sqlite';
import { InsightsDatabaseError } from './database-error.ts';
import { MIGRATIONS } from './schema.ts';

export type Database = {
  readonly sqlite: Pick<SqliteDatabase, 'file' | 'prepare' | 'copyTo'>;
  /** Runs `work` in a transaction, which is durable on return. */
  write<T>(work: () => T): T;
  /** Turns errors of SQLite's environment into InsightsDatabaseError. */
  translateErrors<T>(work: () => T): T;
  close(): void;
};

/** Milliseconds that a write waits for the write of another process. */
const BUSY_TIMEOUT_MS = 2_000;

/** Opens the database of people's input. Several processes of one machine may have it open. */
export function openDatabase(file: string, beforeMigration?: (database: SqliteDatabase) => void): Database {
  const sqlite = openFile(file, beforeMigration);
  return {
    sqlite,
    write: (work) => translateErrors(() => sqlite.transaction(work)),
    translateErrors,
    close: sqlite.close,
  };
}

function openFile(
  file: string,
  beforeMigration: ((database: SqliteDatabase) => void) | undefined,
): SqliteDatabase {
  try {
    return openSqlite({
      file,
      busyTimeoutMs: BUSY_TIMEOUT_MS,
      // Each commit waits for the disk. This is fast enough, because only people write here.
      pragmas: { synchronous: 'FULL' },
      migrations: MIGRATIONS,
      beforeMigration,
    });
  } catch (error) {
    if (error instanceof DataExposedError || error instanceof MigrationError) throw error;
    if (error instanceof SchemaVersionError)
      throw new InsightsDatabaseError('newer', error.message, { cause: error });
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new InsightsDatabaseError(
      'unavailable',
      `cannot open the file of WAYLIGHT_INSIGHTS_DATABASE_FILE as a database (${sqliteErrorCode(error) ?? code ?? 'unknown'}): choose a folder that this user may write to`,
      { cause: error },
    );
  }
}

function translateErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = sqliteErrorCode(error);
    if (code === undefined) throw error;
    throw new InsightsDatabaseError('unavailable', `the database of insights cannot be used (${code})`, {
      cause: error,
    });
  }
}
