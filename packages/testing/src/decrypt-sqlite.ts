import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';

/**
 * Decrypts all pages of an encrypted SQLite file, including free pages and the write-ahead log, for tests that search for
 * forbidden content. It uses a copy, because another process may have the file open.
 */
export async function decryptSqlite(file: string, key: Uint8Array): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-in-the-clear-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    await copyFile(file, copy);
    // Without a write-ahead log, all content is in the file.
    await copyFile(`${file}-wal`, `${copy}-wal`).catch(() => undefined);
    const sql = openEncryptedSqlite(copy, key);
    try {
      sql.exec('PRAGMA journal_mode = DELETE');
      sql.pragma("rekey = ''");
    } finally {
      sql.close();
    }
    return await readFile(copy);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Opens an encrypted file with its key. Uses the library directly instead of Waylight's code. */
export function openEncryptedSqlite(file: string, key: Uint8Array): Sqlite {
  const sql = new Sqlite(file, { timeout: 0 });
  sql.pragma("cipher = 'aegis'");
  sql.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  return sql;
}
