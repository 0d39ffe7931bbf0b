import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country } from '@waylight/contracts/incident';
import { Outcome } from '@waylight/contracts/intake';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';

const MYLA = 5;
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };

let folder: string;
let ledger: Ledger;
let disk: PromiseWithResolvers<void>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  disk = Promise.withResolvers();
  ledger = openNodeLedger(
    { file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY },
    'MK',
    facts,
    () => disk.promise,
  );
});
afterEach(() => {
  disk.resolve();
  ledger.close();
  rmSync(folder, { recursive: true });
});

const submit = (id: string) => ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }));

/** Waits until the ledger contains the report, durable or not. */
async function waitUntilWritten(id: string): Promise<void> {
  while (ledger.queries.report(MYLA, id) === undefined) await new Promise((resolve) => setImmediate(resolve));
}

describe('a ledger on a slow disk', () => {
  it('acknowledges and returns a report only after the disk has stored it', async () => {
    const order: string[] = [];
    const answered = submit('a').then((result) => order.push(`answered ${result.kind}`));
    await waitUntilWritten('a');
    const returned = ledger.waitUntilDurable().then(() => order.push('returned'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('on disk');
    disk.resolve();
    await Promise.all([answered, returned]);
    expect(order[0]).toBe('on disk');
    expect(order).toContain('answered done');
  });

  it('acknowledges a repeated report only after the disk has stored the first one', async () => {
    let repeated: unknown;
    const first = submit('a');
    await waitUntilWritten('a');
    const second = submit('a').then((result) => {
      repeated = result;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(repeated).toBeUndefined();
    disk.resolve();
    await Promise.all([first, second]);
    expect(repeated).toMatchObject({ outcome: Outcome.UNCHANGED });
  });

  it('accepts nothing after the disk lost a write, until it is reopened', async () => {
    const first = submit('a');
    await waitUntilWritten('a');
    disk.reject(new Error('EIO'));
    await expect(first).rejects.toMatchObject({ code: 'not-durable' });
    await expect(submit('b')).rejects.toMatchObject({ code: 'not-durable' });
    await expect(ledger.probe()).rejects.toMatchObject({ code: 'not-durable' });
    ledger.close();
    ledger = openNodeLedger({ file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY }, 'MK', facts);
    // The sender got no response, so it sends the report again.
    expect(await submit('a')).toMatchObject({ kind: 'done' });
  });

  it('has stored all reports when it is closed', async () => {
    const first = submit('a');
    await waitUntilWritten('a');
    ledger.close();
    expect(await first).toMatchObject({ outcome: Outcome.ACCEPTED });
  });
});
