import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createAuditStore, createChainVerifier } from '@waylight/audit';
import type { SqliteDatabase } from '@waylight/sqlite';
import { contentDigest, countRows, hashFile, readSchemaVersion } from './database-facts.ts';
import { type Manifest, parseManifest } from './manifest.ts';

/** A manifest in a folder; undefined if the file is damaged. */
export type FoundBackup = { readonly name: string; readonly manifest: Manifest | undefined };

/** Backups of a kind in a folder, the newest first. */
export function findBackups(folder: string, kind: string): FoundBackup[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.json'))
    .sort()
    .reverse()
    .map((name) => ({ name, manifest: parseManifest(readFileSync(join(folder, name), 'utf8')) }));
}

/** Compares the bytes of a copy with its manifest. Returns what is wrong; undefined if nothing is. */
export function findWrongBytes(folder: string, { file, bytes, sha256 }: Manifest): string | undefined {
  const path = join(folder, file);
  const found = statSync(path, { throwIfNoEntry: false })?.size;
  if (found === undefined) return `${file} is missing`;
  if (found !== bytes) return `${file} has ${found} bytes, not ${bytes}`;
  return hashFile(path) === sha256 ? undefined : `${file} was changed since it was written`;
}

/**
 * Compares an opened copy with its manifest: structure, schema, rows, and the whole audit. Returns what is wrong; undefined
 * if nothing is.
 */
export async function findWrongContent(
  database: SqliteDatabase,
  manifest: Manifest,
  nowMs: number,
): Promise<string | undefined> {
  const checked = database.prepare('PRAGMA quick_check').all();
  if (checked.some(({ quick_check: result }) => result !== 'ok')) return 'the database is damaged';
  const schema = readSchemaVersion(database);
  if (schema !== manifest.schema) return `the schema is ${schema}, not ${manifest.schema}`;
  if (contentDigest(database) !== manifest.contentSha256)
    return 'its tables have other rows than when it was written';
  if (!('audit_entry' in countRows(database))) return undefined;
  return (await isAuditWhole(database, nowMs)) ? undefined : 'the audit is not as it was written';
}

async function isAuditWhole(database: SqliteDatabase, nowMs: number): Promise<boolean> {
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
