import { Buffer } from 'node:buffer';
import Sqlite from 'better-sqlite3-multiple-ciphers';

/** A file of SQLite that is encrypted page by page; 32 bytes of key. */
export type EncryptedFile = { readonly file: string; readonly key: Uint8Array };

/** AEGIS-256: it encrypts and authenticates in one go, by the processor's own instructions for AES. */
const CIPHER = "cipher = 'aegis'";

/**
 * Opens it, or makes it where the file is empty. Whether the key is right shows at the first statement: SQLITE_NOTADB where
 * it is not. Pages in the write-ahead log are encrypted as well; what is sorted or rolled back is held in memory.
 */
export function openEncrypted({ file, key }: EncryptedFile): Sqlite {
  const sql = new Sqlite(file, { timeout: 0 });
  try {
    sql.pragma(CIPHER);
    sql.pragma(`key = ${keyLiteral(key)}`);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/** A key as it is, of which nothing is derived any more. */
const keyLiteral = (key: Uint8Array): string => `"x'${Buffer.from(key).toString('hex')}'"`;
