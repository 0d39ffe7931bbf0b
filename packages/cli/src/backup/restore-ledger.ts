import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countRows, findWrongBytes, findWrongContent, type Manifest, stampOf } from '@waylight/backup';
import { sqliteErrorCode, syncFile } from '@waylight/sqlite';
import { openEncryptedSqlite } from '@waylight/sqlite/encrypted';
import { refusedFailure } from '../failure.ts';

export type BackupToRestore = {
  readonly manifest: Manifest;
  /** Folder of the backup. */
  readonly from: string;
  /** Folder of the ledger. */
  readonly to: string;
  readonly key: Uint8Array;
  readonly nowMs: number;
};

/** A copy that may be moved, and its number of rows by table. */
export type CheckedCopy = { readonly file: string; readonly rows: Readonly<Record<string, number>> };

const LEDGER = 'ledger.sqlite';
/** The file, and the files that SQLite keeps next to it. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/**
 * Restores a backup into a temporary folder and checks it there: bytes, key, structure, rows and audit, and passes it to `use`.
 * @throws CommandFailure that says what is wrong with the backup.
 */
export async function checkByRestoring<T>(
  { manifest, from, to, key, nowMs }: BackupToRestore,
  use: (checked: CheckedCopy) => T,
): Promise<T> {
  const wrongBytes = findWrongBytes(from, manifest);
  if (wrongBytes !== undefined) throw damaged(wrongBytes);
  const folder = temporaryFolder(to, 'restore-');
  try {
    const copy = join(folder, LEDGER);
    copyFileSync(join(from, manifest.file), copy);
    const rows = await checkContent(copy, manifest, { key, nowMs });
    return use({ file: copy, rows });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A new folder in a node's folder, which a new machine lacks. Both are private. */
export function temporaryFolder(folder: string, prefix: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return mkdtempSync(join(folder, prefix));
}

async function checkContent(
  file: string,
  manifest: Manifest,
  { key, nowMs }: Pick<BackupToRestore, 'key' | 'nowMs'>,
): Promise<CheckedCopy['rows']> {
  try {
    const database = openEncryptedSqlite({ file, key, pragmas: {} });
    try {
      const wrong = await findWrongContent(database, manifest, nowMs);
      if (wrong !== undefined) throw damaged(wrong);
      return countRows(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (sqliteErrorCode(error) === 'SQLITE_NOTADB')
      throw damaged('it was encrypted with another key: use the keys file that the node had then');
    throw error;
  }
}

const damaged = (what: string) =>
  refusedFailure(`the backup cannot be restored: ${what}`, 'Use another backup (--backup NAME).');

/**
 * @throws CommandFailure if a node uses the ledger. A ledger that cannot be opened is not in use.
 */
export function requireStopped(folder: string, key: Uint8Array): void {
  const file = join(folder, LEDGER);
  if (!existsSync(file)) return;
  try {
    openEncryptedSqlite({ file, key, exclusive: true, pragmas: {} }).close();
  } catch (error) {
    if (sqliteErrorCode(error) === 'SQLITE_BUSY')
      throw refusedFailure(
        'the node is running',
        'Stop it first: a running node would lose what it accepts now.',
      );
  }
}

/** Puts a checked copy in place. Returns the new name of the former ledger; undefined if there was none. */
export function replaceLedger(folder: string, checkedCopy: string, nowMs: number): string | undefined {
  const file = join(folder, LEDGER);
  const former = `ledger-replaced-${stampOf(nowMs)}.sqlite`;
  const hadLedger = existsSync(file);
  for (const suffix of SUFFIXES)
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, join(folder, `${former}${suffix}`));
  syncFile(checkedCopy);
  renameSync(checkedCopy, file);
  syncFile(folder);
  return hadLedger ? former : undefined;
}
