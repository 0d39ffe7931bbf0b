import { chmodSync, existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { continuesAudit, isAuditWhole, readSchemaVersion, restoredFileOf, stampOf } from '@waylight/backup';
import { syncFile } from '@waylight/sqlite';
import { type CheckedCopies, openDatabase } from './check-by-restoring.ts';
import { ensureFolder, giveToOwner, writeOwnedFile } from './owned-files.ts';
import type { ServiceFiles } from './service-files.ts';

export type Replaced = {
  /** New names of the former files. */
  readonly former: readonly string[];
  /** True if the audit on this machine is whole and continues that of the backup: it stays. */
  readonly isAuditKept: boolean;
};

/** The file, and the files that SQLite keeps next to it. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/**
 * True if the service's own audit has everything that the copy has, so that it must not be replaced. An audit of another schema is
 * replaced: the version of the copy could not read it.
 */
export async function findKeptAudit(
  { databases }: ServiceFiles,
  copies: CheckedCopies['files'],
  nowMs: number,
): Promise<boolean> {
  const { audit } = databases;
  if (audit === undefined || copies.audit === undefined || !existsSync(audit)) return false;
  try {
    const [own, copy] = [openDatabase(audit, undefined), openDatabase(copies.audit, undefined)];
    try {
      const isSameSchema = readSchemaVersion(own) === readSchemaVersion(copy);
      return isSameSchema && continuesAudit(own, copy) && (await isAuditWhole(own, nowMs));
    } finally {
      own.close();
      copy.close();
    }
  } catch {
    // A file that cannot be read as an audit is replaced.
    return false;
  }
}

/** Puts checked copies in place, and keeps the former files under other names. */
export function replaceDatabases(
  service: ServiceFiles,
  copies: CheckedCopies['files'],
  { isAuditKept, createdAt, nowMs }: { isAuditKept: boolean; createdAt: string; nowMs: number },
): Replaced {
  const { database } = service.databases;
  if (database !== undefined && copies.database !== undefined) {
    endSessions(copies.database);
    writeOwnedFile(restoredFileOf(database), createdAt);
  }
  const former = Object.entries(service.databases).flatMap(([name, file]) => {
    const copy = copies[name];
    return copy === undefined || (name === 'audit' && isAuditKept) ? [] : replaceFile(file, copy, nowMs);
  });
  return { former, isAuditKept };
}

function replaceFile(file: string, copy: string, nowMs: number): string[] {
  const folder = dirname(file);
  ensureFolder(folder);
  const former = `${basename(file, '.sqlite')}-replaced-${stampOf(nowMs)}.sqlite`;
  const hadFile = existsSync(file);
  for (const suffix of SUFFIXES)
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, join(folder, `${former}${suffix}`));
  chmodSync(copy, 0o600);
  giveToOwner(copy, folder);
  syncFile(copy);
  renameSync(copy, file);
  syncFile(folder);
  return hadFile ? [former] : [];
}

/** Sessions that ended since the copy would be valid again. */
function endSessions(file: string): void {
  const database = openDatabase(file, undefined);
  database.prepare('DELETE FROM session').run();
  database.close();
}
