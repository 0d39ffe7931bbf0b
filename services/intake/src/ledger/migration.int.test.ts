import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country } from '@waylight/contracts/incident';
import { openEncryptedSqlite } from '@waylight/testing';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';
import { openLedger } from './ledger.ts';

const MYLA = 5;
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = join(folder, 'ledger.sqlite');
});

const open = () => openLedger({ file, key: LEDGER_KEY }, 'MK', facts);
const sqlite = () => openEncryptedSqlite(file, LEDGER_KEY);
function versionOf(sql = sqlite()): unknown {
  const version = sql.pragma('user_version', { simple: true });
  sql.close();
  return version;
}

it('a new ledger has schema version 1, and keeps its content at the next start', async () => {
  const first = open();
  await first.writeReport(reportCommand('a', { kind: 'submit', digest: 'd' }));
  first.close();
  expect(versionOf()).toBe(1);
  const second = open();
  expect(second.queries.report(MYLA, 'a')?.digest).toBe('d');
  second.close();
});

it('a ledger of a later version is refused and not changed', () => {
  open().close();
  const database = sqlite();
  database.pragma('user_version = 2');
  database.close();
  expect(open).toThrow(
    expect.objectContaining({
      code: 'newer',
      message: `${file} has schema version 2, but this program supports 1: start the newer program`,
    }),
  );
  expect(versionOf()).toBe(2);
});
