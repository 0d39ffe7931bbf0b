import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from './open-database.ts';
import { MIGRATIONS } from './schema.ts';

it('creates a new database at the last version, and leaves it there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'insights-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'insights.sqlite');
  for (let start = 0; start < 2; start++) {
    openDatabase(file).close();
    const sqlite = new DatabaseSync(file);
    expect(sqlite.prepare('PRAGMA user_version').get()?.user_version).toBe(MIGRATIONS.length);
    sqlite.close();
  }
});
