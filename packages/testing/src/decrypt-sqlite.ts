import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';

/**
 * Every page of an encrypted file of SQLite as it is beneath: also those that are free, and what is only in its write-ahead log
 * yet. Of a copy, so that whoever has it open is not disturbed. For tests that look for what must not be there.
 */
export async function decryptSqlite(file: string, key: Uint8Array): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-in-the-clear-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    await copyFile(file, copy);
    // Written in the meantime, or not there: then all of it is in the file.
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

/** As whoever has the key opens it, with a program that is not ours. */
export function openEncryptedSqlite(file: string, key: Uint8Array): Sqlite {
  const sql = new Sqlite(file, { timeout: 0 });
  sql.pragma("cipher = 'aegis'");
  sql.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  return sql;
}
