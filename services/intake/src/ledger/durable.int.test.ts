import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country } from '@waylight/contracts/incident';
import { Outcome } from '@waylight/contracts/intake';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';
import { type Ledger, openLedger } from './ledger.ts';

const MYLA = 5;
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };

let folder: string;
let ledger: Ledger;
let disk: PromiseWithResolvers<void>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  disk = Promise.withResolvers();
  ledger = openLedger(
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

/** Until the ledger holds it, durable or not. */
async function written(id: string): Promise<void> {
  while (ledger.queries.report(MYLA, id) === undefined) await new Promise((resolve) => setImmediate(resolve));
}

describe('a ledger whose disk takes its time', () => {
  it('answers for a report, and tells of it, only when the disk has it', async () => {
    const order: string[] = [];
    const answered = submit('a').then((result) => order.push(`answered ${result.kind}`));
    await written('a');
    const told = ledger.waitUntilDurable().then(() => order.push('told'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('on disk');
    disk.resolve();
    await Promise.all([answered, told]);
    expect(order[0]).toBe('on disk');
    expect(order).toContain('answered done');
  });

  it('also answers a repetition only when what it repeats is on the disk', async () => {
    let repeated: unknown;
    const first = submit('a');
    await written('a');
    const again = submit('a').then((result) => {
      repeated = result;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(repeated).toBeUndefined();
    disk.resolve();
    await Promise.all([first, again]);
    expect(repeated).toMatchObject({ outcome: Outcome.UNCHANGED });
  });

  it('takes nothing more once the disk has lost something, until it is opened anew', async () => {
    const first = submit('a');
    await written('a');
    disk.reject(new Error('EIO'));
    await expect(first).rejects.toMatchObject({ code: 'not-kept' });
    await expect(submit('b')).rejects.toMatchObject({ code: 'not-kept' });
    await expect(ledger.probe()).rejects.toMatchObject({ code: 'not-kept' });
    ledger.close();
    ledger = openLedger({ file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY }, 'MK', facts);
    // Nobody was told whether it was taken: sending it again settles that.
    expect(await submit('a')).toMatchObject({ kind: 'done' });
  });

  it('has everything on the disk when it is closed', async () => {
    const first = submit('a');
    await written('a');
    ledger.close();
    expect(await first).toMatchObject({ outcome: Outcome.ACCEPTED });
  });
});
