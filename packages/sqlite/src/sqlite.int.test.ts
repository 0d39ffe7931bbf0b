import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { SqliteDatabase, SqliteOptions } from './database.ts';
import { openEncryptedSqlite } from './encrypted.ts';
import { SchemaVersionError, sqliteErrorCode } from './errors.ts';
import { openSqlite, openSqliteReader } from './plain.ts';

const KEY = new Uint8Array(32).fill(7);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = join(folder, 'data.sqlite');
});

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return sqliteErrorCode(error);
  }
  throw new Error('no error was thrown');
}

describe.each([
  ['plain', openSqlite],
  ['encrypted', (options: SqliteOptions) => openEncryptedSqlite({ ...options, key: KEY })],
])('a %s file', (_, openFile) => {
  const open = (options: Partial<SqliteOptions> = {}): SqliteDatabase => {
    const database = openFile({ file, pragmas: { synchronous: 'FULL' }, ...options });
    onTestFinished(database.close);
    return database;
  };
  const versionOf = (database: SqliteDatabase) => database.prepare('PRAGMA user_version').get()?.user_version;
  const NOTE = 'CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, body TEXT UNIQUE) STRICT;';

  it('is private, in WAL mode, with the pragmas of the caller', () => {
    const database = open({ pragmas: { synchronous: 'NORMAL', secure_delete: 'ON' } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 1 });
    expect(database.prepare('PRAGMA secure_delete').get()).toMatchObject({ secure_delete: 1 });
  });

  it('commits all of a transaction or nothing', () => {
    const database = open({ schema: NOTE });
    const insert = database.prepare('INSERT INTO note (body) VALUES (?)');
    expect(database.transaction(() => insert.run('a').changes)).toBe(1);
    const failing = () =>
      database.transaction(() => {
        insert.run('b');
        throw new Error('broken');
      });
    expect(failing).toThrow('broken');
    const readAll = () => database.prepareArrays('SELECT id, body FROM note').all();
    expect(database.transaction(readAll, 'DEFERRED')).toEqual([[1, 'a']]);
    database.truncateWal();
    expect(statSync(`${file}-wal`).size).toBe(0);
  });

  it('is locked when opened if it is exclusive; a second open fails with SQLITE_BUSY', () => {
    const first = open({ exclusive: true });
    expect(codeOf(() => open({ exclusive: true }))).toBe('SQLITE_BUSY');
    first.close();
    first.close();
    open({ exclusive: true });
  });

  it('applies each migration once, in order, and none if one fails', () => {
    const first = 'CREATE TABLE note (a TEXT) STRICT;';
    const database = open({ migrations: [first] });
    database.prepare("INSERT INTO note VALUES ('kept')").run();
    database.close();
    const second = "ALTER TABLE note ADD COLUMN b TEXT DEFAULT 'added';";
    expect(() => open({ migrations: [first, second, 'SELECT 1 FROM missing;'] })).toThrow(
      `${file} could not be migrated from schema version 1 to 3, and is unchanged`,
    );
    const unchanged = open({ migrations: [first] });
    expect(versionOf(unchanged)).toBe(1);
    expect({ ...unchanged.prepare('SELECT * FROM note').get() }).toEqual({ a: 'kept' });
    unchanged.close();
    const migrated = open({ migrations: [first, second] });
    expect(versionOf(migrated)).toBe(2);
    expect({ ...migrated.prepare('SELECT * FROM note').get() }).toEqual({ a: 'kept', b: 'added' });
  });

  it('is rejected and unchanged if a newer version of the program wrote it', () => {
    open({ migrations: ['CREATE TABLE a (b TEXT);', 'CREATE TABLE c (d TEXT);'] }).close();
    expect(() => open({ migrations: ['CREATE TABLE a (b TEXT);'] })).toThrow(SchemaVersionError);
    expect(versionOf(open())).toBe(2);
  });
});

it('an encrypted file contains no plain text, and opens only with its key', () => {
  const options = { file, pragmas: {}, schema: 'CREATE TABLE IF NOT EXISTS marked (a TEXT);' };
  const database = openEncryptedSqlite({ ...options, key: KEY });
  expect(database.prepare('PRAGMA temp_store').get()).toEqual({ temp_store: 2 });
  database.close();
  expect(readFileSync(file).includes('marked')).toBe(false);
  expect(codeOf(() => openEncryptedSqlite({ ...options, key: new Uint8Array(32) }))).toBe('SQLITE_NOTADB');
  expect(codeOf(() => openSqlite(options))).toBe('SQLITE_NOTADB');
});

it('a reader opens only an existing file, and cannot write', () => {
  expect(codeOf(() => openSqliteReader({ file, pragmas: {} }))).toBe('SQLITE_CANTOPEN');
  openSqlite({ file, pragmas: {}, schema: 'CREATE TABLE note (a TEXT);' }).close();
  const reader = openSqliteReader({ file, pragmas: {} });
  onTestFinished(reader.close);
  expect(codeOf(() => reader.prepare("INSERT INTO note VALUES ('a')").run())).toBe('SQLITE_READONLY');
});

it('an error in our SQL, such as a missing table, has no code', () => {
  const database = openSqlite({ file, pragmas: {} });
  onTestFinished(database.close);
  expect(codeOf(() => database.prepare('SELECT a FROM missing'))).toBeUndefined();
  expect(sqliteErrorCode({ code: 'SQLITE_BUSY' })).toBeUndefined();
});
