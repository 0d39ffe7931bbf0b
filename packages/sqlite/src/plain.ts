import { DatabaseSync } from 'node:sqlite';
import {
  type ArrayStatement,
  type Connection,
  createDatabase,
  openWith,
  type SqliteDatabase,
  type SqliteOptions,
  type Statement,
  setPragmas,
} from './database.ts';

/** Opens or creates a file without encryption; see `openWith`. */
export function openSqlite(options: SqliteOptions): SqliteDatabase {
  return openWith(
    (file, busyTimeoutMs) => toConnection(new DatabaseSync(file, { timeout: busyTimeoutMs })),
    options,
  );
}

/** Opens an existing file, which this connection cannot change. */
export function openSqliteReader({
  file,
  busyTimeoutMs = 0,
  pragmas,
}: Pick<SqliteOptions, 'file' | 'busyTimeoutMs' | 'pragmas'>): SqliteDatabase {
  const connection = toConnection(new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs }));
  try {
    setPragmas(connection, pragmas);
    return createDatabase(connection, file);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function toConnection(sqlite: DatabaseSync): Connection {
  return {
    exec: (sql) => sqlite.exec(sql),
    // The driver's types declare bigint, which only `setReadBigInts` causes, and no arrays.
    prepare: (sql) => sqlite.prepare(sql) as unknown as Statement,
    prepareArrays: (sql) => {
      const statement = sqlite.prepare(sql);
      statement.setReturnArrays(true);
      return statement as unknown as ArrayStatement;
    },
    isInTransaction: () => sqlite.isTransaction,
    close: () => sqlite.close(),
  };
}
