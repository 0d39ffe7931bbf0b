import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country } from '@waylight/contracts/incident';
import { openEncryptedSqlite } from '@waylight/testing';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, reportCommand, writeLedgerOfVersion040 } from '../testing/report-commands.ts';

/** The organisation of `reportCommand`. */
const MYLA = 5;
const LEGIS = 6;
/** Every start has the same time of day, so the stored numbers alone order the starts. */
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };

let file: string;
let copy: string;
let ledger: Ledger;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.sqlite');
  copy = join(folder, 'copy.sqlite');
  open();
  onTestFinished(() => {
    ledger.close();
    rmSync(folder, { recursive: true });
  });
});

function open(): void {
  ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
}

function restart(meanwhile: () => void = () => undefined): void {
  ledger.close();
  meanwhile();
  open();
}

/** Makes as many changes of an organisation, and returns the number of the last one. */
async function change(count: number, name: string, organisation = MYLA): Promise<number> {
  for (let i = 0; i < count; i++)
    await ledger.writeReport(
      reportCommand(`${name}-${i}`, { kind: 'submit', digest: name }, { organisation }),
    );
  return ledger.queries.lastChange(organisation);
}

const has = (epoch: string | undefined, ...changes: number[]) =>
  changes.map((number) => ledger.start.hasChange(MYLA, epoch, number));

it('contains the changes of all its epochs, each with another id', async () => {
  const epochs: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    expect(await change(2, name)).toBe(2 * epochs.push(ledger.start.epoch));
    restart();
  }
  expect(new Set([...epochs, ledger.start.epoch]).size).toBe(4);
  expect(epochs.map((epoch, i) => has(epoch, 2 * (i + 1)))).toEqual([[true], [true], [true]]);
});

it('lacks the changes after its copy, also when new changes have their numbers', async () => {
  const { epoch } = ledger.start;
  await change(2, 'before');
  await change(1, 'theirs', LEGIS);
  ledger.close();
  copyFileSync(file, copy);
  open();
  const lostEpoch = ledger.start.epoch;
  await change(2, 'lost');
  restart(() => copyFileSync(copy, file));
  await change(3, 'new');
  expect(has(ledger.start.epoch, 3, 5)).toEqual([true, true]);
  expect(has(lostEpoch, 2, 4)).toEqual([false, false]);
  expect(has(epoch, 2, 3)).toEqual([true, false]);
  expect(ledger.start.hasChange(LEGIS, epoch, 1)).toBe(true);
});

it('lacks changes of the epoch in which its copy was made while it was in use', async () => {
  const { epoch } = ledger.start;
  await change(2, 'before');
  ledger.backupSource.copyTo(copy);
  await change(2, 'lost');
  restart(() => copyFileSync(copy, file));
  await change(4, 'new');
  restart();
  expect(has(epoch, 2, 3, 4)).toEqual([true, false, false]);
});

it('lacks the changes of an organisation that had none at a start', async () => {
  const { epoch } = ledger.start;
  restart();
  await change(1, 'first');
  expect(has(epoch, 0, 1)).toEqual([true, false]);
});

it('contains no number again that a later start did not find', async () => {
  await change(2, 'before');
  const { epoch } = ledger.start;
  await change(1, 'removed');
  restart();
  restart(() => {
    const sqlite = openEncryptedSqlite(file, LEDGER_KEY);
    sqlite.exec("DELETE FROM report WHERE report_id = 'removed-0'");
    sqlite.close();
  });
  await change(1, 'new');
  expect(has(epoch, 2, 3)).toEqual([true, false]);
});

it('contains changes without an epoch up to the first start of this version', async () => {
  restart(() => {
    rmSync(file);
    writeLedgerOfVersion040(file);
  });
  await change(1, 'after');
  restart();
  const last = ledger.queries.lastChange(MYLA);
  expect(has(undefined, 0, last - 1, last)).toEqual([true, true, false]);
});
