import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createAuditStore, createChainVerifier } from '@waylight/audit';
import type { SqliteDatabase } from '@waylight/sqlite';
import { contentDigest, countRows, hashFile, readSchemaVersion } from './database-facts.ts';
import {
  backupNamePattern,
  type DatabasePart,
  type Manifest,
  type ManifestPart,
  parseManifest,
} from './manifest.ts';
import type { BackupSubject } from './subject.ts';

/** A manifest in a folder; undefined if the file is damaged. */
export type FoundBackup = { readonly name: string; readonly manifest: Manifest | undefined };

/** Backups in a folder, which may be missing; the newest first. */
export function findBackups(folder: string, { kind }: Pick<BackupSubject, 'kind'>): FoundBackup[] {
  const pattern = backupNamePattern(kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => pattern.test(name) && name.endsWith('.json'))
    .sort()
    .reverse()
    .map((name) => ({ name, manifest: parseManifest(readFileSync(join(folder, name), 'utf8')) }));
}

/** Compares the bytes of a copy with its manifest. Returns what is wrong; undefined if nothing is. */
export function findWrongBytes(folder: string, { file, bytes, sha256 }: ManifestPart): string | undefined {
  const path = join(folder, file);
  const found = statSync(path, { throwIfNoEntry: false })?.size;
  if (found === undefined) return `${file} is missing`;
  if (found !== bytes) return `${file} has ${found} bytes, not ${bytes}`;
  return hashFile(path) === sha256 ? undefined : `${file} was changed since it was written`;
}

/**
 * Compares an opened copy of a database with its manifest: structure, schema, rows, and the whole audit. Returns what is wrong; undefined
 * if nothing is.
 */
export async function findWrongContent(
  database: SqliteDatabase,
  part: DatabasePart,
  nowMs: number,
): Promise<string | undefined> {
  const checked = database.prepare('PRAGMA quick_check').all();
  if (checked.some(({ quick_check: result }) => result !== 'ok')) return 'the database is damaged';
  const schema = readSchemaVersion(database);
  if (schema !== part.schema) return `the schema is ${schema}, not ${part.schema}`;
  if (contentDigest(database) !== part.contentSha256)
    return 'its tables have other rows than when it was written';
  if (!('audit_entry' in countRows(database))) return undefined;
  return (await isAuditWhole(database, nowMs)) ? undefined : 'the audit is not as it was written';
}

/** True if no entry of an audit was altered, moved or removed. */
export async function isAuditWhole(database: SqliteDatabase, nowMs: number): Promise<boolean> {
  const neverUsed = (): never => {
    throw new Error('a check neither creates nor prunes an audit');
  };
  const store = createAuditStore({
    database,
    createChain: neverUsed,
    nowMs: () => nowMs,
    pruneInTransaction: neverUsed,
  });
  const verifier = createChainVerifier(store.chain, [], nowMs);
  for await (const link of store.links()) verifier.add(link);
  return verifier.finish().fault === undefined;
}

/** True if a service's audit contains the last entry of a copy: the service continued to write it. */
export function continuesAudit(audit: SqliteDatabase, copy: SqliteDatabase): boolean {
  const last = copy.prepare('SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1').get();
  if (last === undefined) return true;
  const same = audit.prepare('SELECT hash FROM audit_entry WHERE sequence = ?').get(last.sequence ?? 0);
  const toHex = (hash: unknown) => (hash instanceof Uint8Array ? Buffer.from(hash).toString('hex') : '');
  return same !== undefined && toHex(same.hash) === toHex(last.hash);
}
