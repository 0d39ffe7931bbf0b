import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ApprovalCommand, approvalStateOf, decideApproval } from '@waylight/disclosure-control';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApprovalStore, createApprovalStore } from './approval-store.ts';

const MEMBERS = ['AHC', 'BCHR', 'MYLA'];
const ID = 'table.2025-03.public';
const nowMs = Date.UTC(2026, 0, 10);

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-approvals-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function open(name: string): Promise<{ record: ApprovalStore; stop: () => Promise<void> }> {
  const record = createApprovalStore(join(dir, name));
  const { stop } = await record.start(AbortSignal.timeout(10_000));
  return { record, stop };
}

const give = (record: ApprovalStore, by: string, command: ApprovalCommand) =>
  record.record((approvals) => decideApproval(approvals, command, { by, members: MEMBERS, nowMs }));

/** Something of every kind. */
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

it('says after a restart what it said before, of everything that can happen', async () => {
  const first = await open('kept.sqlite');
  for (const [by, command] of COMMANDS)
    expect(give(first.record, by, command).decision.kind).toBe('happened');
  const before = first.record.current();
  expect(approvalStateOf(before, ID, nowMs).status).toBe('withdrawn');
  expect(approvalStateOf(before, 'other', nowMs).objection?.code).toBe('error-in-data');
  expect(before.delegations).toHaveLength(1);
  await first.stop();
  const second = await open('kept.sqlite');
  expect(second.record.current()).toEqual(before);
  await second.stop();
});

it('is read by another process as soon as it is recorded, and two that approve at once both count', async () => {
  const one = await open('two.sqlite');
  const other = await open('two.sqlite');
  give(one.record, 'MYLA', { kind: 'request', releaseId: ID });
  give(other.record, 'AHC', { kind: 'approve', releaseId: ID });
  give(one.record, 'BCHR', { kind: 'approve', releaseId: ID });
  expect(approvalStateOf(other.record.current(), ID, nowMs).request?.missing).toEqual(['MYLA']);
  give(other.record, 'MYLA', { kind: 'approve', releaseId: ID });
  for (const { record } of [one, other])
    expect(approvalStateOf(record.current(), ID, nowMs).status).toBe('approved');
  await one.stop();
  await other.stop();
});

it('keeps every row as it was written, and the file to its owner', async () => {
  const { record, stop } = await open('rows.sqlite');
  give(record, 'MYLA', { kind: 'request', releaseId: ID });
  await stop();
  expect((await stat(join(dir, 'rows.sqlite'))).mode & 0o077).toBe(0);
  const sqlite = new DatabaseSync(join(dir, 'rows.sqlite'));
  expect(() => sqlite.exec("UPDATE approval_event SET organisation = 'AHC'")).toThrow('never changed');
  expect(() => sqlite.exec('DELETE FROM approval_event')).toThrow('never deleted');
  sqlite.close();
});

it('has recorded nothing where nothing could be kept, and says so', async () => {
  const { record, stop } = await open('locked.sqlite');
  const locker = new DatabaseSync(join(dir, 'locked.sqlite'));
  locker.exec('BEGIN IMMEDIATE');
  const failing = () => give(record, 'MYLA', { kind: 'request', releaseId: ID });
  expect(failing).toThrow(expect.objectContaining({ code: 'unavailable' }));
  locker.exec('ROLLBACK');
  locker.close();
  expect(approvalStateOf(record.current(), ID, nowMs).status).toBe('not-requested');
  expect(failing().decision.kind).toBe('happened');
  await stop();
});

it('does not start on a file of a newer program, nor on one that is no database', async () => {
  const file = join(dir, 'newer.sqlite');
  const sqlite = new DatabaseSync(file);
  sqlite.exec('PRAGMA user_version = 99');
  sqlite.close();
  await expect(open('newer.sqlite')).rejects.toMatchObject({ code: 'newer' });
  await writeFile(
    join(dir, 'text.sqlite'),
    'this is no database, and long enough to be taken for none'.repeat(20),
  );
  for (const name of ['text.sqlite', 'text.sqlite/in-a-file.sqlite'])
    await expect(open(name)).rejects.toThrow('WAYLIGHT_INSIGHTS_DATABASE_FILE');
});

it('reads no approval past one that it does not understand', async () => {
  const { stop } = await open('kind.sqlite');
  await stop();
  const writer = new DatabaseSync(join(dir, 'kind.sqlite'));
  writer.exec("INSERT INTO approval_event (at_ms, kind, organisation) VALUES (1, 'blessed', 'AHC')");
  writer.close();
  await expect(open('kind.sqlite')).rejects.toThrow();
});
