import {
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
import type { SqliteDatabase } from '@waylight/sqlite';
import { contentDigest, hashFile, readSchemaVersion } from './database-facts.ts';
import { BackupSpaceError } from './errors.ts';
import { type Manifest, namesOf, toManifest } from './manifest.ts';

export type BackupSource = Pick<SqliteDatabase, 'file' | 'prepare' | 'copyTo'>;

export type BackupTarget = {
  readonly folder: string;
  /** First part of the file names, such as `ledger`. */
  readonly kind: string;
  /** What is copied, in words: see `Manifest`. */
  readonly of: string;
  readonly nowMs: number;
};

/** Number of backups that are kept. They contain what was retracted since, so there are few. `waylight backup` stores more. */
const KEPT = 2;

const { version: VERSION }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/**
 * Copies an open database, which stays in use, and writes the manifest of the copy last: a copy without a manifest is
 * incomplete. Then deletes all but the newest backups of this kind.
 */
export function writeBackup(database: BackupSource, { folder, kind, of, nowMs }: BackupTarget): Manifest {
  const names = namesOf(kind, nowMs);
  const [copy, manifest] = [resolve(folder, names.copy), resolve(folder, names.manifest)];
  for (const earlier of [copy, manifest]) rmSync(earlier, { force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  requireSpace(database.file, folder);
  database.copyTo(copy);
  const written = toManifest({
    of,
    version: VERSION,
    schema: readSchemaVersion(database),
    createdAt: new Date(nowMs).toISOString(),
    file: names.copy,
    bytes: statSync(copy).size,
    sha256: hashFile(copy),
    contentSha256: contentDigest(database),
  });
  const unfinished = `${manifest}.partial`;
  writeFileSync(unfinished, `${JSON.stringify(written, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, manifest);
  deleteEarlier(folder, kind);
  return written;
}

/** Requires twice the size of the database: for the copy, and as much again, because a full disk stops the service. */
function requireSpace(file: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const { size } = statSync(file);
  if (bavail * bsize < 2 * size) throw new BackupSpaceError(folder);
}

/** Also deletes what an interrupted backup left, because its name is older. */
function deleteEarlier(folder: string, kind: string): void {
  const isOwn = new RegExp(`^${kind}-\\d{8}T\\d{6}Z\\.`);
  const stems = readdirSync(folder).flatMap((name) =>
    isOwn.test(name) ? [name.slice(0, name.indexOf('.'))] : [],
  );
  const kept = new Set([...new Set(stems)].sort().slice(-KEPT));
  for (const name of readdirSync(folder))
    if (isOwn.test(name) && !kept.has(name.slice(0, name.indexOf('.')))) rmSync(join(folder, name));
}
