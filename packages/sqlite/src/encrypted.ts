import { Buffer } from 'node:buffer';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import {
  type ArrayStatement,
  type Connection,
  openWith,
  type SqliteDatabase,
  type SqliteOptions,
} from './database.ts';

/** `key` has 32 bytes. */
export type EncryptedSqliteOptions = SqliteOptions & { readonly key: Uint8Array };

/**
 * Opens or creates a file that is encrypted page by page, write-ahead log included; see `openWith`. A wrong key fails with
 * `SQLITE_NOTADB`.
 */
export function openEncryptedSqlite({ key, ...options }: EncryptedSqliteOptions): SqliteDatabase {
  // Temporary files would not be encrypted.
  const pragmas = { ...options.pragmas, temp_store: 'MEMORY' };
  return openWith((file, busyTimeoutMs) => connect(file, key, busyTimeoutMs), { ...options, pragmas });
}

/** AEGIS-256 encrypts and authenticates in one pass, with the processor's AES instructions. */
const CIPHER = "cipher = 'aegis'";

function connect(file: string, key: Uint8Array, busyTimeoutMs: number): Connection {
  const sqlite = new Sqlite(file, { timeout: busyTimeoutMs });
  try {
    sqlite.pragma(CIPHER);
    // This is a raw key: SQLite uses it without key derivation.
    sqlite.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return {
    exec: (sql) => sqlite.exec(sql),
    prepare: (sql) => sqlite.prepare(sql),
    prepareArrays: (sql) => sqlite.prepare(sql).raw() as unknown as ArrayStatement,
    isInTransaction: () => sqlite.inTransaction,
    close: () => void sqlite.close(),
  };
}
