export type { ArrayStatement, SqliteDatabase, SqliteOptions, SqlValue, Statement } from './database.ts';
export { SchemaVersionError, type SqliteErrorCode, sqliteErrorCode } from './errors.ts';
export { openSqlite, openSqliteReader } from './plain.ts';
export { DataExposedError } from './private-file.ts';
