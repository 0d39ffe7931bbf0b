import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { MigrationError, SchemaVersionError, sqliteErrorCode } from './errors.ts';
import { ensurePrivateFile } from './private-file.ts';

export type SqlValue = string | number | bigint | null | Uint8Array;
type SqlParameters = readonly SqlValue[] | readonly [Readonly<Record<string, SqlValue>>];
type Row = Record<string, SqlValue>;

export type Statement = {
  get(...values: SqlParameters): Row | undefined;
  all(...values: SqlParameters): Row[];
  run(...values: SqlParameters): { readonly changes: number; readonly lastInsertRowid: number | bigint };
};

/** Returns each row as an array of its columns, which costs less than an object. */
export type ArrayStatement = {
  get(...values: SqlParameters): readonly SqlValue[] | undefined;
  all(...values: SqlParameters): (readonly SqlValue[])[];
};

export type SqliteDatabase = {
  /** Path of the database file, with links resolved. */
  readonly file: string;
  prepare(sql: string): Statement;
  /** For statements that return rows. */
  prepareArrays(sql: string): ArrayStatement;
  /** Commits all of `work`, or none of it. `DEFERRED` takes the write lock at the first write. */
  transaction<T>(work: () => T, mode?: 'IMMEDIATE' | 'DEFERRED'): T;
  /**
   * Writes the current content to a new private file, encrypted with the same key. The path must be absolute, because SQLite
   * reads `file:…` as a URI.
   */
  copyTo(file: string): void;
  /** Moves the write-ahead log into the file and empties it: afterwards, overwritten content is in neither of them. */
  truncateWal(): void;
  /** Idempotent. */
  close(): void;
};

export type SqliteOptions = {
  readonly file: string;
  /** Milliseconds that a statement waits for the lock of another connection; 0 by default. */
  readonly busyTimeoutMs?: number;
  /** Locks the file until this process closes it or ends in any way. Meanwhile a second process fails to open the file. */
  readonly exclusive?: boolean;
  /** `journal_mode` is always WAL. */
  readonly pragmas: Readonly<Record<string, string | number>>;
  /** Statements without a version, run at every opening: `CREATE TABLE IF NOT EXISTS …`. */
  readonly schema?: string;
  /** Runs before the migrations of an existing file, with its schema version. */
  readonly beforeMigration?: (database: SqliteDatabase, version: number) => void;
  /** Each entry migrates a file from the previous schema version to the next. Entries are never edited, only added. */
  readonly migrations?: readonly string[];
};

/** An open connection, with the operations that both drivers share. */
export type Connection = {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  prepareArrays(sql: string): ArrayStatement;
  isInTransaction(): boolean;
  close(): void;
};

export type Connect = (file: string, busyTimeoutMs: number) => Connection;

/**
 * Opens a private file for reading and writing, and brings its schema up to date.
 * @throws DataExposedError if other users of the machine may read the folder.
 * @throws SchemaVersionError if a later version of the program wrote the file.
 * @throws MigrationError if a migration is wrong for the content of the file.
 */
export function openWith(connect: Connect, options: SqliteOptions): SqliteDatabase {
  const { exclusive = false, pragmas, schema, migrations } = options;
  const file = ensurePrivateFile(options.file);
  const connection = connect(file, options.busyTimeoutMs ?? 0);
  try {
    if (exclusive) connection.exec('PRAGMA locking_mode = EXCLUSIVE');
    connection.exec('PRAGMA journal_mode = WAL');
    setPragmas(connection, pragmas);
    // In this locking mode, the first transaction takes the lock and keeps it.
    if (exclusive) connection.exec('BEGIN IMMEDIATE; COMMIT;');
    if (schema !== undefined) connection.exec(schema);
    const database = createDatabase(connection, file);
    if (migrations !== undefined) migrate(connection, database, migrations, options.beforeMigration);
    // The folder is synced too, because the names of the files must survive a power loss, not only their content.
    syncFile(dirname(file));
    return database;
  } catch (error) {
    connection.close();
    throw error;
  }
}

export function setPragmas(connection: Connection, pragmas: SqliteOptions['pragmas']): void {
  for (const [name, value] of Object.entries(pragmas)) connection.exec(`PRAGMA ${name} = ${value}`);
}

export function createDatabase(connection: Connection, file: string): SqliteDatabase {
  let isOpen = true;
  return {
    file,
    prepare: (sql) => connection.prepare(sql),
    prepareArrays: (sql) => connection.prepareArrays(sql),
    transaction(work, mode = 'IMMEDIATE') {
      connection.exec(`BEGIN ${mode}`);
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        if (connection.isInTransaction()) connection.exec('ROLLBACK');
        throw error;
      }
    },
    copyTo(copy) {
      if (!isAbsolute(copy)) throw new RangeError('The path of a copy must be absolute');
      connection.prepare('VACUUM INTO ?').run(ensurePrivateFile(copy));
      syncFile(copy);
      syncFile(dirname(copy));
    },
    truncateWal: () => void connection.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    close() {
      if (isOpen) connection.close();
      isOpen = false;
    },
  };
}

/** Applies all missing migrations, or none if one fails. */
function migrate(
  connection: Connection,
  database: SqliteDatabase,
  migrations: readonly string[],
  beforeMigration: SqliteOptions['beforeMigration'],
): void {
  const readVersion = (): number => Number(database.prepare('PRAGMA user_version').get()?.user_version);
  const found = readVersion();
  if (found === migrations.length) return;
  if (found > 0 && found < migrations.length) beforeMigration?.(database, found);
  database.transaction(() => {
    // The version is read again under the lock, because another process may have migrated the file since.
    const version = readVersion();
    if (version > migrations.length) throw new SchemaVersionError(database.file, version, migrations.length);
    try {
      for (const change of migrations.slice(version)) connection.exec(change);
    } catch (error) {
      if (version === 0 || sqliteErrorCode(error) !== undefined) throw error;
      throw new MigrationError(database.file, version, migrations.length, { cause: error });
    }
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** Makes a file, or the names in a folder, survive a power loss. */
export function syncFile(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
