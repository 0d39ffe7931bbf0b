export {
  type ArrayStatement,
  type SqliteDatabase,
  type SqliteOptions,
  type SqlValue,
  type Statement,
  syncFile,
} from './database.ts';
export { MigrationError, SchemaVersionError, type SqliteErrorCode, sqliteErrorCode } from './errors.ts';
export { openSqlite, openSqliteReader } from './plain.ts';
export { DataExposedError } from './private-file.ts';
