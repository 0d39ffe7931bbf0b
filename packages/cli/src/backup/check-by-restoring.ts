import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  countRows,
  findWrongBytes,
  findWrongContent,
  isDatabasePart,
  type Manifest,
  type ManifestPart,
  readTopicCopy,
} from '@waylight/backup';
import { ReleaseEvent } from '@waylight/contracts/release';
import { openSqlite, type SqliteDatabase, sqliteErrorCode } from '@waylight/sqlite';
import { openEncryptedSqlite } from '@waylight/sqlite/encrypted';
import { refusedFailure } from '../failure.ts';
import { temporaryFolder } from './owned-files.ts';
import type { ServiceFiles } from './service-files.ts';

export type BackupToRestore = {
  readonly manifest: Manifest;
  /** Folder of the backup. */
  readonly from: string;
  readonly service: ServiceFiles;
  /** Key of the databases, if they are encrypted. */
  readonly key: Uint8Array | undefined;
  readonly nowMs: number;
};

/** Checked copies that may be moved, by the name of their part, and the number of their rows by table. */
export type CheckedCopies = {
  readonly files: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, number>>;
};

/**
 * Restores a backup into a temporary folder and checks it there: bytes, key, structure, rows and audit, and passes it to `use`.
 * @throws CommandFailure that says what is wrong with the backup.
 */
export async function checkByRestoring<T>(
  backup: BackupToRestore,
  use: (checked: CheckedCopies) => T | Promise<T>,
): Promise<T> {
  const { manifest, from, service } = backup;
  const folder = temporaryFolder(service.folder, 'restore-');
  try {
    const files: Record<string, string> = {};
    const rows: Record<string, number> = {};
    for (const part of manifest.parts) {
      const wrongBytes = findWrongBytes(from, part);
      if (wrongBytes !== undefined) throw damaged(wrongBytes);
      const copy = join(folder, part.file);
      copyFileSync(join(from, part.file), copy);
      files[part.name] = copy;
      Object.assign(rows, await checkContent(copy, part, backup));
    }
    return await use({ files, rows });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkContent(
  file: string,
  part: ManifestPart,
  { key, nowMs }: BackupToRestore,
): Promise<CheckedCopies['rows']> {
  if (!isDatabasePart(part)) return { release: await countReleases(file) };
  try {
    const database = openDatabase(file, key);
    try {
      const wrong = await findWrongContent(database, part, nowMs);
      if (wrong !== undefined) throw damaged(`${part.name}: ${wrong}`);
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

/** Counts the releases in a copy of their topic. Each must be a release under its own id. */
async function countReleases(file: string): Promise<number> {
  const ids = new Set<string>();
  for await (const { key, value } of readTopicCopy(file)) {
    const id = key.toString();
    if (value === null || ReleaseEvent.decode(value).releaseId !== id)
      throw damaged('a record is not the release of its key');
    ids.add(id);
  }
  return ids.size;
}

const damaged = (what: string) =>
  refusedFailure(`the backup cannot be restored: ${what}`, 'Use another backup (--backup NAME).');

export function openDatabase(file: string, key: Uint8Array | undefined, exclusive = false): SqliteDatabase {
  const options = { file, exclusive, pragmas: {} };
  return key === undefined ? openSqlite(options) : openEncryptedSqlite({ ...options, key });
}

/**
 * @throws CommandFailure if a process uses the databases. A database that cannot be opened is not in use.
 */
export function requireStopped({ databases, service }: ServiceFiles, key: Uint8Array | undefined): void {
  for (const file of Object.values(databases)) {
    if (!existsSync(file)) continue;
    try {
      openDatabase(file, key, true).close();
    } catch (error) {
      if (sqliteErrorCode(error) === 'SQLITE_BUSY')
        throw refusedFailure(
          `${service === 'node' ? 'the node' : service} is running`,
          'Stop it first: it would lose what it accepts now.',
        );
    }
  }
}
