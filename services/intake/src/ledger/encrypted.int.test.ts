import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Country } from '@waylight/contracts/incident';
import { openEncryptedSqlite } from '@waylight/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, preparedReport, reportCommand } from '../testing/report-commands.ts';

const MYLA = 5;
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };
const MARKS = [
  'marked-report',
  'imp-aaaaaaaaaaaa',
  'a-note-that-is-marked',
  'a-marked-digest',
  'CREATE TABLE',
];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (key = LEDGER_KEY) => openNodeLedger({ file, key }, 'MK', facts);

/** Returns the marker texts that any file in the folder contains. */
const findMarks = (): string[] => {
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return MARKS.filter((mark) => bytes.some((one) => one.includes(mark)));
};

describe('an attacker who has stolen the disk of a node', () => {
  it('finds neither reports nor the schema, whether the node was running or not', async () => {
    const ledger = open();
    const content = preparedReport({
      importId: 'imp-aaaaaaaaaaaa',
      notes: [{ field: 'place', text: 'a-note-that-is-marked' }],
    });
    await ledger.writeReport(
      reportCommand('marked-report', { kind: 'submit', digest: 'a-marked-digest' }, { prepared: content }),
    );
    expect(readdirSync(folder)).toContain('ledger.sqlite-wal');
    expect(findMarks()).toEqual([]);
    ledger.close();
    expect(findMarks()).toEqual([]);
    const reopened = open();
    expect(reopened.queries.report(MYLA, 'marked-report')?.created_import).toBe('imp-aaaaaaaaaaaa');
    reopened.close();
  });

  it('cannot open the ledger without the keys file or with another keys file', async () => {
    const ledger = open();
    await ledger.writeReport(reportCommand('marked-report', { kind: 'submit', digest: 'd' }));
    ledger.close();
    const before = readFileSync(file);
    expect(() => open(new Uint8Array(32).fill(8))).toThrow(expect.objectContaining({ code: 'another-key' }));
    expect(() => open(new Uint8Array(32).fill(8))).toThrow(/restore its keys file/);
    expect(readFileSync(file).equals(before)).toBe(true);
    open().close();
  });

  it('cannot change a byte of any page unnoticed', async () => {
    const ledger = open();
    for (let i = 0; i < 50; i++)
      await ledger.writeReport(reportCommand(`r-${i}`, { kind: 'submit', digest: 'd' }));
    ledger.close();
    const whole = readFileSync(file);
    for (let at = 3_000; at < whole.length; at += 4_096) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      const sql = openEncryptedSqlite(file, LEDGER_KEY);
      expect(() => sql.pragma('integrity_check'), `page ${Math.ceil(at / 4_096)}`).toThrow();
      sql.close();
    }
  });
});

it('an unencrypted database in place of the ledger is refused and not changed', () => {
  const plain = new DatabaseSync(file);
  plain.exec('CREATE TABLE report (report_id TEXT)');
  plain.close();
  const before = readFileSync(file);
  expect(open).toThrow(expect.objectContaining({ code: 'another-key' }));
  expect(readFileSync(file).equals(before)).toBe(true);
});
