import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { type SqliteDatabase, syncFile } from '@waylight/sqlite';
import { contentDigest, hashFile, readSchemaVersion } from './database-facts.ts';
import { BackupSpaceError } from './errors.ts';
import { backupNamePattern, type Manifest, type ManifestPart, stampOf, toManifest } from './manifest.ts';
import { type BackupSubject, keptFileOf } from './subject.ts';

export type BackupSource = Pick<SqliteDatabase, 'file' | 'prepare' | 'copyTo'>;

/** An open database, or a finished file of records, which is moved into the backup. */
export type BackupPart = { readonly name: string } & (
  | { readonly database: BackupSource }
  | { readonly records: string }
);

export type BackupTarget = {
  readonly folder: string;
  readonly subject: BackupSubject;
  readonly nowMs: number;
};

/** Number of backups that are kept. They contain what was retracted since, so there are few. `waylight backup` stores more. */
const KEPT = 2;
/** Longest time that the backup of an upgrade is kept. */
const UPGRADE_MS = 30 * 86_400_000;

const { version: VERSION }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/**
 * Copies open databases, which stay in use, one after the other, and writes the manifest last: copies without a manifest are
 * incomplete. Then deletes all backups of this kind but the newest and that of an upgrade.
 */
export function writeBackup(
  parts: readonly BackupPart[],
  { folder, subject, nowMs }: BackupTarget,
): Manifest {
  createBackupFolder(folder);
  const stem = freeStem({ folder, subject, nowMs });
  requireSpace(parts, folder);
  deleteFiles(folder, subject, (found) => found === stem);
  const written = toManifest({
    of: subject.of,
    version: VERSION,
    createdAt: new Date(nowMs).toISOString(),
    parts: parts.map((part) => writePart(part, folder, stem)),
  });
  const manifest = join(folder, `${stem}.json`);
  const unfinished = `${manifest}.partial`;
  writeFileSync(unfinished, `${JSON.stringify(written, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, manifest);
  syncFile(folder);
  deleteEarlier({ folder, subject, nowMs });
  return written;
}

/** A name without a complete backup. Two backups of one second may be from before and after a migration. */
function freeStem({ folder, subject, nowMs }: BackupTarget): string {
  const stem = `${subject.kind}-${stampOf(nowMs)}`;
  return existsSync(join(folder, `${stem}.json`))
    ? freeStem({ folder, subject, nowMs: nowMs + 1_000 })
    : stem;
}

export const createBackupFolder = (folder: string): void =>
  void mkdirSync(folder, { recursive: true, mode: 0o700 });

function writePart(part: BackupPart, folder: string, stem: string): ManifestPart {
  const { name } = part;
  const isDatabase = 'database' in part;
  const file = `${stem}-${name}.${isDatabase ? 'sqlite' : 'jsonl'}`;
  const copy = resolve(folder, file);
  if (isDatabase) part.database.copyTo(copy);
  else renameSync(part.records, copy);
  const written = { name, file, bytes: statSync(copy).size, sha256: hashFile(copy) };
  if (!isDatabase) return written;
  const { database } = part;
  return { ...written, schema: readSchemaVersion(database), contentSha256: contentDigest(database) };
}

/** Requires twice the size of the databases: for the copies, and as much again, because a full disk stops the service. */
function requireSpace(parts: readonly BackupPart[], folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const bytes = parts
    .map((part) => ('database' in part ? statSync(part.database.file).size : 0))
    .reduce((sum, size) => sum + size, 0);
  if (bavail * bsize < 2 * bytes) throw new BackupSpaceError(folder);
}

/** Also deletes what an interrupted backup left, because its name is older. */
function deleteEarlier({ folder, subject, nowMs }: BackupTarget): void {
  const stems = readdirSync(folder).flatMap((name) => stemOf(name, subject) ?? []);
  const kept = new Set([...new Set(stems)].sort().slice(-KEPT));
  const keptFile = keptFileOf(folder, subject);
  const ofUpgrade = existsSync(keptFile) ? readFileSync(keptFile, 'utf8') : '';
  if (ofUpgrade >= `${subject.kind}-${stampOf(nowMs - UPGRADE_MS)}`) kept.add(ofUpgrade);
  deleteFiles(folder, subject, (stem) => !kept.has(stem));
}

function deleteFiles(folder: string, subject: BackupSubject, isDeleted: (stem: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    const stem = stemOf(name, subject);
    if (stem !== undefined && isDeleted(stem)) rmSync(join(folder, name));
  }
}

const stemOf = (name: string, { kind }: BackupSubject): string | undefined =>
  backupNamePattern(kind).exec(name)?.[1];
