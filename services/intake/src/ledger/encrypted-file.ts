import { Buffer } from 'node:buffer';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
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
    sql.pragma(`key = ${literal(key)}`);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/**
 * Encrypts a file that an earlier version wrote in the clear. A copy is encrypted, read through and renamed over it: a crash
 * leaves the one or the other. What the disk had of the old file is freed and not overwritten.
 */
export function encryptOlder({ file, key }: EncryptedFile): void {
  const unfinished = `${file}.encrypting`;
  for (const path of [unfinished, `${unfinished}-journal`]) rmSync(path, { force: true });
  if (!isInTheClear(file)) return;
  const older = new Sqlite(file, { timeout: 0 });
  try {
    // Alone, and with all that its write-ahead log held in it.
    older.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT;');
  } finally {
    older.close();
  }
  try {
    copyFileSync(file, unfinished);
    chmodSync(unfinished, 0o600);
    rekey(unfinished, key);
    sync(unfinished);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  sync(dirname(file));
}

function rekey(file: string, key: Uint8Array): void {
  const copy = new Sqlite(file);
  try {
    // Whole pages only, and nothing in the clear beside it: a copy that is spoilt is thrown away.
    copy.exec('PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY;');
    copy.pragma(CIPHER);
    copy.pragma(`rekey = ${literal(key)}`);
  } finally {
    copy.close();
  }
  const encrypted = openEncrypted({ file, key });
  try {
    if (encrypted.pragma('quick_check', { simple: true }) !== 'ok')
      throw new Error('The ledger was encrypted and cannot be read: the one before stays as it was');
  } finally {
    encrypted.close();
  }
}

const HEADER = Buffer.from('SQLite format 3\0');

function isInTheClear(file: string): boolean {
  const fd = openSync(file, 'r');
  try {
    const found = Buffer.alloc(HEADER.length);
    readSync(fd, found, 0, HEADER.length, 0);
    return found.equals(HEADER);
  } finally {
    closeSync(fd);
  }
}

function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A key as it is, of which nothing is derived any more. */
const literal = (key: Uint8Array): string => `"x'${Buffer.from(key).toString('hex')}'"`;
