import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBackups, nodeBackup } from '@waylight/backup';
import { Country, ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { openEncryptedSqlite } from '@waylight/testing';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { openNodeLedger } from '../node-ledger.ts';
import { receiptOf } from '../receipts/receipt.ts';
import { call, startNode, submission } from '../testing/calls.ts';
import { LEDGER_KEY, reportCommand, writeLedgerOfVersion040 } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { MIGRATIONS } from './schema.ts';

const MYLA = 5;
const CURRENT = MIGRATIONS.length;
const LATER = CURRENT + 1;
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = join(folder, 'ledger.sqlite');
});

const open = () => openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
const sqlite = () => openEncryptedSqlite(file, LEDGER_KEY);
function versionOf(sql = sqlite()): unknown {
  const version = sql.pragma('user_version', { simple: true });
  sql.close();
  return version;
}

it('a new ledger has the current schema version, and keeps its content at the next start', async () => {
  const first = open();
  await first.writeReport(reportCommand('a', { kind: 'submit', digest: 'd' }));
  first.close();
  expect(versionOf()).toBe(CURRENT);
  const second = open();
  expect(second.queries.report(MYLA, 'a')?.digest).toBe('d');
  second.close();
});

it('a ledger of version 0.4.0 keeps every receipt, limit and place in the outbox', async () => {
  writeLedgerOfVersion040(file);
  const ledger = open();
  onTestFinished(() => ledger.close());
  const { COUNTED, IN_RELEASE, LOGGED, RETRACTED, ACCEPTED } = ReceiptState;
  const rows = ['counted', 'revised', 'narrowed', 'retracted', 'kept', 'queued'].map((id) =>
    ledger.queries.report(MYLA, id),
  );
  expect(rows.map((row) => row && receiptOf(row).state)).toEqual([
    IN_RELEASE,
    LOGGED,
    LOGGED,
    LOGGED,
    RETRACTED,
    ACCEPTED,
  ]);
  expect(rows[0]).toMatchObject({ logged_at: 2_000, counted_at: 3_000, releases: '["r1"]', log_offset: 0 });
  expect(rows.map((row) => row?.cap)).toEqual([
    undefined,
    undefined,
    { to: ShareWith.COUNTRY, onDay: 20_000 },
    { to: ShareWith.ORGANISATION, onDay: 20_000 },
    undefined,
    undefined,
  ]);
  expect(rowsOf(ledger).outbox.next(10)).toMatchObject([{ organisation: MYLA, revision: 1, queued: 8 }]);
  const progress = { nextOffsets: new Map([[0, 7]]), refused: new Set<string>(), closed: [] };
  rowsOf(ledger).progress.markPartitionCounted(0, -1, progress, 10, 6_000);
  expect(ledger.queries.report(MYLA, 'revised')?.state).toBe(COUNTED);
  expect(ledger.queries.report(MYLA, 'retracted')?.state).toBe(RETRACTED);
  await ledger.writeReport(reportCommand('later', { kind: 'submit', digest: 'd' }));
  expect(
    rowsOf(ledger)
      .outbox.next(10)
      .map(({ queued }) => queued),
  ).toEqual([8, 9]);
});

it('a node whose migration fails half-way does not start; its ledger is unchanged, and its backup is complete', async () => {
  const intake: { moreMigrations?: readonly string[] } = {};
  const region = await startNode({ intake });
  onTestFinished(region.stop);
  const node = region.node();
  const submit = async (id: string) => call(await node.organisation('MYLA'), 'submitReport', submission(id));
  await submit('a');
  const backups = () => findBackups(join(dirname(node.ledgerFile), 'backups'), nodeBackup('MK'));

  // The second statement fails, after the first has changed rows.
  intake.moreMigrations = ["UPDATE report SET notes = 'changed'; INSERT INTO missing VALUES (1);"];
  await node.stop();
  await expect(node.start()).rejects.toThrow(
    `${node.ledgerFile} could not be migrated from schema version ${CURRENT} to ${LATER}, and is unchanged: go back as docs/operations/upgrade.md describes`,
  );
  const [backup] = backups();
  expect(backup?.manifest?.parts).toMatchObject([{ name: 'ledger', schema: CURRENT }]);
  const copy = openEncryptedSqlite(
    join(dirname(node.ledgerFile), 'backups', backup?.manifest?.parts[0]?.file ?? ''),
    node.ledgerKey(),
  );
  expect(copy.prepare('SELECT report_id, notes FROM report').all()).toEqual([
    { report_id: 'a', notes: null },
  ]);
  copy.close();

  // The former version starts with everything, and goes on.
  intake.moreMigrations = [];
  await node.start();
  await submit('b');
  await node.stop();

  intake.moreMigrations = ["UPDATE report SET notes = 'changed';"];
  await node.start();
  await node.stop();
  expect(versionOf(openEncryptedSqlite(node.ledgerFile, node.ledgerKey()))).toBe(LATER);
});

it('a ledger of a later version is refused and not changed', () => {
  open().close();
  const database = sqlite();
  database.pragma(`user_version = ${LATER}`);
  database.close();
  expect(open).toThrow(
    expect.objectContaining({
      code: 'newer',
      message: `${file} has schema version ${LATER}, but this program supports ${CURRENT}: start the newer program`,
    }),
  );
  expect(versionOf()).toBe(LATER);
});
