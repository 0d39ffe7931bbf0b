import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AuditKind } from '@waylight/contracts/audit';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { SERVICE_ACTOR } from '../../chain/audit-event.ts';
import { openAuditFile } from './audit-file.ts';

let path: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  path = join(folder, 'audit.sqlite');
});

const open = () => openAuditFile({ file: path, variable: 'WAYLIGHT_TEST', name: 'test', nowMs: () => 1 });
const versionOf = (sqlite: DatabaseSync) => sqlite.prepare('PRAGMA user_version').get()?.user_version;

it('a new file has schema version 1, and a second start continues its chain', () => {
  const first = open();
  first.write({ kind: AuditKind.RELEASE_MADE, actor: SERVICE_ACTOR, releaseId: 'r' });
  const end = Buffer.from(first.store.head());
  first.close();
  const sqlite = new DatabaseSync(path);
  expect(versionOf(sqlite)).toBe(1);
  sqlite.close();
  const second = open();
  expect(Buffer.from(second.store.head())).toEqual(end);
  second.close();
});

it('rejects a file of a later version, and does not change it', () => {
  open().close();
  const sqlite = new DatabaseSync(path);
  sqlite.exec('PRAGMA user_version = 2');
  sqlite.close();
  expect(open).toThrow(/has schema version 2, but this program supports 1: start the newer program/);
  const after = new DatabaseSync(path);
  expect(versionOf(after)).toBe(2);
  after.close();
});
