import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqliteDatabase } from '@waylight/sqlite';
import { openEncryptedSqlite } from '@waylight/sqlite/encrypted';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findBackups, findWrongBytes, findWrongContent } from './check-backup.ts';
import { isDatabasePart } from './manifest.ts';
import { writeBackup } from './write-backup.ts';

const KEY = new Uint8Array(32).fill(7);
const HOUR_MS = 3_600_000;
const NOON = Date.parse('2026-11-29T12:00:00Z');

let folder: string;
let database: SqliteDatabase;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  database = open(join(folder, 'data.sqlite'));
  database.prepare("INSERT INTO note (body) VALUES ('a'), ('b')").run();
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
});

const open = (file: string, key = KEY) =>
  openEncryptedSqlite({
    ...{ file, key, exclusive: true, pragmas: {} },
    migrations: ['CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT) STRICT;'],
  });
const backups = () => join(folder, 'backups');
const subject = { kind: 'data', of: 'data of a test' };
const write = (nowMs = NOON) => {
  const manifest = writeBackup([{ name: 'rows', database }], { folder: backups(), subject, nowMs });
  const [part] = manifest.parts;
  if (part === undefined || !isDatabasePart(part)) throw new Error('the part is not a database');
  return { manifest, part };
};

describe('a backup', () => {
  it('is a private, encrypted copy with a manifest, written while the database is in use', () => {
    const { manifest, part } = write();
    database.prepare("INSERT INTO note (body) VALUES ('after it')").run();
    expect(manifest).toMatchObject({ of: 'data of a test', createdAt: '2026-11-29T12:00:00.000Z' });
    expect(part).toMatchObject({ name: 'rows', schema: 1, file: 'data-20261129T120000Z-rows.sqlite' });
    expect(readdirSync(backups()).sort()).toEqual([
      'data-20261129T120000Z-rows.sqlite',
      'data-20261129T120000Z.json',
    ]);
    for (const name of readdirSync(backups()))
      expect(statSync(join(backups(), name)).mode & 0o777).toBe(0o600);
    for (const name of readdirSync(backups())) {
      const bytes = readFileSync(join(backups(), name));
      for (const word of ['CREATE TABLE', 'note']) expect(bytes.includes(word), name).toBe(false);
    }
    expect(findBackups(backups(), subject)).toEqual([{ name: 'data-20261129T120000Z.json', manifest }]);
    expect(findWrongBytes(backups(), part)).toBeUndefined();
  });

  it('replaces all but the one before, and what an interrupted one left', () => {
    write(NOON - 3 * HOUR_MS);
    writeFileSync(join(backups(), 'data-20261129T093000Z-rows.sqlite'), 'interrupted');
    for (const other of ['notes.txt', 'data-2-20261129T093000Z.json', 'data.checked'])
      writeFileSync(join(backups(), other), 'of the operator, or of another service');
    write(NOON - HOUR_MS);
    write();
    expect(readdirSync(backups()).sort()).toEqual([
      'data-2-20261129T093000Z.json',
      'data-20261129T110000Z-rows.sqlite',
      'data-20261129T110000Z.json',
      'data-20261129T120000Z-rows.sqlite',
      'data-20261129T120000Z.json',
      'data.checked',
      'notes.txt',
    ]);
  });

  it('never replaces another one of the same second', () => {
    const first = write(NOON);
    database.prepare("INSERT INTO note (body) VALUES ('c')").run();
    write(NOON + 1);
    expect(findBackups(backups(), subject).map(({ name }) => name)).toEqual([
      'data-20261129T120001Z.json',
      'data-20261129T120000Z.json',
    ]);
    expect(findWrongBytes(backups(), first.part)).toBeUndefined();
  });

  it('of an upgrade stays for 30 days', () => {
    write(NOON - 5 * HOUR_MS);
    writeFileSync(join(backups(), 'data.kept'), 'data-20261129T070000Z');
    const manifests = () => findBackups(backups(), subject).map(({ name }) => name);
    for (const ago of [3, 2, 1]) write(NOON - ago * HOUR_MS);
    expect(manifests()).toEqual([
      'data-20261129T110000Z.json',
      'data-20261129T100000Z.json',
      'data-20261129T070000Z.json',
    ]);
    write(NOON - 5 * HOUR_MS + 30 * 24 * HOUR_MS + 1_000);
    expect(manifests()).toEqual(['data-20261229T070001Z.json', 'data-20261129T110000Z.json']);
  });

  it('is refused if its bytes are missing, cut off or changed', () => {
    const { part } = write();
    const copy = join(backups(), part.file);
    const bytes = readFileSync(copy);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(copy, bytes);
    expect(findWrongBytes(backups(), part)).toBe(`${part.file} was changed since it was written`);
    truncateSync(copy, 10);
    expect(findWrongBytes(backups(), part)).toBe(`${part.file} has 10 bytes, not ${part.bytes}`);
    rmSync(copy);
    expect(findWrongBytes(backups(), part)).toBe(`${part.file} is missing`);
  });

  it('is refused if its content does not fit its manifest', async () => {
    const { part } = write();
    const copy = open(join(backups(), part.file));
    onTestFinished(copy.close);
    expect(await findWrongContent(copy, part, NOON)).toBeUndefined();
    expect(await findWrongContent(copy, { ...part, schema: 2 }, NOON)).toBe('the schema is 1, not 2');
    copy.prepare("INSERT INTO note (body) VALUES ('added')").run();
    expect(await findWrongContent(copy, part, NOON)).toBe(
      'its tables have other rows than when it was written',
    );
  });

  it('has no manifest that this version understands if that is damaged', () => {
    write();
    writeFileSync(join(backups(), 'data-20261129T120000Z.json'), '{"format": 1}');
    expect(findBackups(backups(), subject)).toEqual([
      { name: 'data-20261129T120000Z.json', manifest: undefined },
    ]);
  });
});

it('a database is copied before its schema changes, with the former schema', () => {
  database.close();
  const versions: number[] = [];
  const migrated = openEncryptedSqlite({
    ...{ file: join(folder, 'data.sqlite'), key: KEY, pragmas: {} },
    migrations: [
      'CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT) STRICT;',
      'ALTER TABLE note ADD COLUMN more TEXT;',
    ],
    beforeMigration: (before, version) => {
      versions.push(version);
      writeBackup([{ name: 'rows', database: before }], { folder: backups(), subject, nowMs: NOON });
    },
  });
  onTestFinished(migrated.close);
  expect(versions).toEqual([1]);
  expect(findBackups(backups(), subject)[0]?.manifest).toMatchObject({ parts: [{ schema: 1 }] });
});
