import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ApprovalCommand, approvalStateOf, decideApproval } from '@waylight/disclosure-control';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApprovalStore, createApprovalStore } from './approval-store.ts';
import { openDatabase } from './open-database.ts';

const MEMBERS = ['AHC', 'BCHR', 'MYLA'];
const ID = 'table.2025-03.public';
const nowMs = Date.UTC(2026, 0, 10);

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-approvals-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function open(name: string): { store: ApprovalStore; close: () => void } {
  const database = openDatabase(join(dir, name));
  return { store: createApprovalStore(database), close: database.close };
}

const run = (store: ApprovalStore, by: string, command: ApprovalCommand) =>
  store.record((approvals) => decideApproval(approvals, command, { by, members: MEMBERS, nowMs }));

/** Commands that produce an event of every kind. */
const COMMANDS: readonly (readonly [string, ApprovalCommand])[] = [
  ['MYLA', { kind: 'request', releaseId: ID }],
  ['AHC', { kind: 'delegate', to: 'BCHR' }],
  ['MYLA', { kind: 'delegate', to: 'BCHR', releaseId: ID }],
  ['BCHR', { kind: 'approve', releaseId: ID, forOrganisation: 'AHC' }],
  ['AHC', { kind: 'withdraw', releaseId: ID, what: 'approval' }],
  ['AHC', { kind: 'approve', releaseId: ID }],
  ['BCHR', { kind: 'approve', releaseId: ID }],
  ['BCHR', { kind: 'approve', releaseId: ID, forOrganisation: 'MYLA' }],
  ['AHC', { kind: 'withdraw', releaseId: ID, what: 'release' }],
  ['AHC', { kind: 'revoke-delegation', to: 'BCHR' }],
  ['AHC', { kind: 'object', releaseId: 'other', code: 'error-in-data' }],
  ['MYLA', { kind: 'request', releaseId: 'third' }],
  ['MYLA', { kind: 'withdraw', releaseId: 'third', what: 'request' }],
];

it('returns the same state after a restart, with events of every kind', () => {
  const first = open('kept.sqlite');
  for (const [by, command] of COMMANDS) expect(run(first.store, by, command).decision.kind).toBe('happened');
  const before = first.store.current();
  expect(approvalStateOf(before, ID, nowMs).status).toBe('withdrawn');
  expect(approvalStateOf(before, 'other', nowMs).objection?.code).toBe('error-in-data');
  expect(before.delegations).toHaveLength(1);
  first.close();
  const second = open('kept.sqlite');
  expect(second.store.current()).toEqual(before);
  second.close();
});

it('reads events of another process at once, and counts approvals of both', () => {
  const one = open('two.sqlite');
  const other = open('two.sqlite');
  run(one.store, 'MYLA', { kind: 'request', releaseId: ID });
  run(other.store, 'AHC', { kind: 'approve', releaseId: ID });
  run(one.store, 'BCHR', { kind: 'approve', releaseId: ID });
  expect(approvalStateOf(other.store.current(), ID, nowMs).request?.missing).toEqual(['MYLA']);
  run(other.store, 'MYLA', { kind: 'approve', releaseId: ID });
  for (const { store } of [one, other])
    expect(approvalStateOf(store.current(), ID, nowMs).status).toBe('approved');
  one.close();
  other.close();
});

it('lets no row be changed or deleted, and only the owner read the file', async () => {
  const { store, close } = open('rows.sqlite');
  run(store, 'MYLA', { kind: 'request', releaseId: ID });
  close();
  expect((await stat(join(dir, 'rows.sqlite'))).mode & 0o077).toBe(0);
  const sqlite = new DatabaseSync(join(dir, 'rows.sqlite'));
  expect(() => sqlite.exec("UPDATE approval_event SET organisation = 'AHC'")).toThrow('never changed');
  expect(() => sqlite.exec('DELETE FROM approval_event')).toThrow('never deleted');
  sqlite.close();
});

it('throws and records nothing while another process locks the file', () => {
  const { store, close } = open('locked.sqlite');
  const locker = new DatabaseSync(join(dir, 'locked.sqlite'));
  locker.exec('BEGIN IMMEDIATE');
  const request = () => run(store, 'MYLA', { kind: 'request', releaseId: ID });
  expect(request).toThrow(expect.objectContaining({ code: 'unavailable' }));
  locker.exec('ROLLBACK');
  locker.close();
  expect(approvalStateOf(store.current(), ID, nowMs).status).toBe('not-requested');
  expect(request().decision.kind).toBe('happened');
  close();
});

it('rejects a file of a newer program, and a file that is not a database', async () => {
  const file = join(dir, 'newer.sqlite');
  const sqlite = new DatabaseSync(file);
  sqlite.exec('PRAGMA user_version = 99');
  sqlite.close();
  expect(() => open('newer.sqlite')).toThrow(expect.objectContaining({ code: 'newer' }));
  await writeFile(
    join(dir, 'text.sqlite'),
    'this is no database, and long enough to be taken for none'.repeat(20),
  );
  for (const name of ['text.sqlite', 'text.sqlite/in-a-file.sqlite'])
    expect(() => open(name)).toThrow('WAYLIGHT_INSIGHTS_DATABASE_FILE');
});

it('throws for a row of an unknown kind', () => {
  open('kind.sqlite').close();
  const writer = new DatabaseSync(join(dir, 'kind.sqlite'));
  writer.exec("INSERT INTO approval_event (at_ms, kind, organisation) VALUES (1, 'blessed', 'AHC')");
  writer.close();
  expect(() => open('kind.sqlite')).toThrow();
});
