import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyChain } from '@waylight/audit';
import { Country } from '@waylight/contracts/incident';
import { openEncryptedSqlite } from '@waylight/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import type { ReportCommand } from '../report/report-command.ts';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';

const MYLA = 5;

let folder: string;
let file: string;
let ledger: Ledger;
let nowMs: number;

const facts = { node: Country.MK, nowMs: () => nowMs, today: () => 20_000 };
const open = () => openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
const submit = (id: string, over: Partial<ReportCommand> = {}) =>
  ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }, over));
const links = () => ledger.audit.linksAfter(0, 1_000);
const verdict = () => verifyChain(ledger.audit.chain, links(), [{ hash: ledger.audit.head() }], nowMs);

beforeEach(() => {
  nowMs = 1_000;
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.sqlite');
  ledger = open();
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

describe('the audit of a ledger', () => {
  it('has one entry for each accepted operation, and none for one that was rolled back', async () => {
    await submit('a');
    const broken = () => {
      throw new Error('broken');
    };
    const group = [submit('b'), submit('c', { reference: broken }), submit('d')];
    await Promise.allSettled(group);
    await expect(group[1]).rejects.toThrow('broken');
    expect(ledger.queries.report(MYLA, 'c')).toBeUndefined();
    expect(ledger.queries.report(MYLA, 'd')).toBeDefined();
    expect(verdict()).toEqual({ entries: 3, fault: undefined });
    await submit('e');
    expect(verdict()).toEqual({ entries: 4, fault: undefined });
  });

  it('continues the same chain after a restart', async () => {
    await submit('a');
    const { id, salt } = ledger.audit.chain;
    ledger.close();
    ledger = open();
    expect(ledger.audit.chain).toEqual({ id, salt });
    await submit('b');
    expect(verdict()).toEqual({ entries: 2, fault: undefined });
  });

  it('has its own salt', () => {
    const { salt } = ledger.audit.chain;
    ledger.close();
    rmSync(file);
    ledger = open();
    expect(ledger.audit.chain.salt).not.toEqual(salt);
  });

  it('is append-only', async () => {
    await submit('a');
    ledger.close();
    const database = openEncryptedSqlite(file, LEDGER_KEY);
    expect(() => database.exec('UPDATE audit_entry SET sequence = 9')).toThrow('never changed');
    expect(() => database.exec('DELETE FROM audit_entry')).toThrow('cannot be deleted before it is pruned');
    database.close();
    ledger = open();
    expect(links()).toHaveLength(1);
  });

  it('prunes entries older than five years, and no report that they describe', async () => {
    for (const id of ['a', 'b', 'c']) await submit(id);
    ledger.purgeFiles();
    nowMs = Date.parse('2026-03-14T12:00:00Z');
    await submit('d');
    expect(ledger.audit.prune(nowMs, 100)).toBe(2);
    expect(verdict()).toMatchObject({ entries: 3, fault: undefined, start: { sequence: 3 } });
    expect(ledger.queries.report(MYLA, 'a')).toBeDefined();
    // Pruned entries are removed from the write-ahead log as well.
    expect(ledger.purgeFiles()).toBe(true);
    ledger.close();
    ledger = open();
    await submit('e');
    expect(verdict()).toMatchObject({ entries: 4, fault: undefined, start: { sequence: 3 } });
  });
});
