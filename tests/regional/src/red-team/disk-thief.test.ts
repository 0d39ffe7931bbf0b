import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ReportEvent } from '@waylight/contracts/incident';
import { ReceiptState, Report } from '@waylight/contracts/intake';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { CANARIES, findCanaries, waitFor } from '@waylight/testing';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from '../grpc-responses.ts';
import { WAIT } from './callers.ts';
import { openLedgerFile } from './ledger-file.ts';

const SHARED = 'field-note-4711';
const KEPT = 'kept-at-home-4712';

let region: TrialRegion;
/** All files on the disk after the machine was switched off. */
let disk: string;

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
  const myla = await connectTo(region.dataDir, 'MYLA');
  const intake = await myla.intake('MK');
  const report = (reportId: string, shareWith: string) =>
    Report.fromPartial({
      reportId,
      occurredOn: '2025-03-14',
      country: 'MK',
      place: CANARIES.place,
      types: ['pushback'],
      shareWith,
      persons: [{ identity: { ...CANARIES.identity }, sex: 'female', age: 17 }],
    });
  for (const one of [report(SHARED, 'partners'), report(KEPT, 'organisation')])
    await intake.submitReport({ report: one, validateOnly: false });
  await waitFor(
    'it is counted',
    async () => (await intake.getReceipt({ reportId: SHARED })).receipt?.state === ReceiptState.COUNTED,
    WAIT,
  );
  myla.close();
  disk = await mkdtemp(join(tmpdir(), 'waylight-disk-'));
  await region.restart(() => cp(region.dataDir, disk, { recursive: true }));
});
afterAll(async () => {
  await region?.stop();
  await rm(disk, { recursive: true, force: true });
});

async function filesBelow(folder: string): Promise<{ name: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((one) => one.isFile())
      .map(async ({ parentPath, name }) => ({ name, bytes: await readFile(join(parentPath, name)) })),
  );
}

describe('a thief of a node’s disk, without its keys file', () => {
  it('reads nothing: no persons, ids or table names, nor that it is SQLite', async () => {
    const files = await filesBelow(join(disk, 'nodes', 'MK'));
    expect(files.map(({ name }) => name)).toContain('ledger.sqlite');
    for (const { name, bytes } of files) {
      expect([name, findCanaries(bytes)]).toEqual([name, []]);
      for (const word of [SHARED, KEPT, 'SQLite format', 'audit_entry', 'share_with', 'pushback'])
        expect([name, word, bytes.includes(word)]).toEqual([name, word, false]);
    }
    const database = new DatabaseSync(join(disk, 'nodes', 'MK', 'ledger.sqlite'));
    expect(() => database.prepare('SELECT count(*) FROM sqlite_schema').get()).toThrow(/not a database/);
    database.close();
  });
});

describe('a thief with the keys file', () => {
  it('reads the ledger: coded reports and their ids, and no person', () => {
    const ledger = openLedgerFile(disk, 'MK');
    const rows = ledger.prepare('SELECT * FROM report ORDER BY row').all();
    ledger.close();
    expect(rows.map(({ report_id }) => report_id)).toEqual([SHARED, KEPT]);
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        const bytes = value instanceof Uint8Array ? Buffer.from(value) : String(value);
        expect([column, findCanaries(bytes)]).toEqual([column, []]);
      }
  });
});

describe('a thief of the region’s disk', () => {
  it('finds no person, id or unshared report, but can read coded reports on the log', async () => {
    for (const { name, bytes } of await filesBelow(disk)) {
      expect([name, findCanaries(bytes)]).toEqual([name, []]);
      for (const id of [SHARED, KEPT]) expect([name, id, bytes.includes(id)]).toEqual([name, id, false]);
    }
    // So the disk must be encrypted, which `waylight doctor` checks.
    const log = createEmbeddedEventLog({ file: join(disk, 'event-log.sqlite') });
    const organisations: number[] = [];
    for (const { partition, start } of await log.offsets('reports.v1.MK'))
      for await (const { records } of log.readFrom({ topic: 'reports.v1.MK', partition }, start))
        for (const { value } of records)
          if (value !== null) organisations.push(ReportEvent.decode(value).organisation);
    await log.close();
    expect(organisations).toEqual([5]);
  });
});
