import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { migrate } from './open-database.ts';

const versionOf = (sqlite: DatabaseSync) => sqlite.prepare('PRAGMA user_version').get()?.user_version;

it('a new database begins at version 1, and stays there', () => {
  const sqlite = new DatabaseSync(':memory:');
  migrate(sqlite);
  expect(versionOf(sqlite)).toBe(1);
  migrate(sqlite);
  expect(versionOf(sqlite)).toBe(1);
});

it('each migration is applied once, in order, and nothing where one fails', () => {
  const sqlite = new DatabaseSync(':memory:');
  const first = 'CREATE TABLE note (a TEXT) STRICT;';
  migrate(sqlite, [first]);
  sqlite.exec("INSERT INTO note VALUES ('kept')");
  const second = "ALTER TABLE note ADD COLUMN b TEXT DEFAULT 'added';";
  expect(() => migrate(sqlite, [first, second, 'SELECT 1 FROM missing;'])).toThrow('missing');
  expect(versionOf(sqlite)).toBe(1);
  expect({ ...sqlite.prepare('SELECT * FROM note').get() }).toEqual({ a: 'kept' });
  migrate(sqlite, [first, second]);
  expect({ ...sqlite.prepare('SELECT * FROM note').get() }).toEqual({ a: 'kept', b: 'added' });
  expect(versionOf(sqlite)).toBe(2);
});
