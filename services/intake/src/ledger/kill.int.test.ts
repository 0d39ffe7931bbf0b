import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Country } from '@waylight/contracts/incident';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNodeLedger } from '../node-ledger.ts';
import { eventually } from '../testing/calls.ts';
import { LEDGER_KEY } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';

/** The organisation of `reportCommand`. */
const ORGANISATION = 5;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a kill under load', () => {
  it('loses no acknowledged report, however often the writer is killed', async () => {
    const acknowledged = new Set<string>();
    for (const run of ['x', 'y', 'z']) {
      const answers = join(folder, `answers-${run}`);
      const writer = fileURLToPath(new URL('../testing/write-until-killed.ts', import.meta.url));
      const child = spawn(process.execPath, [writer, file, run, answers], { stdio: 'inherit' });
      const exited = once(child, 'close');
      await eventually(() => {
        if (child.exitCode !== null) throw new Error('the writer exited before the kill');
        return (statSync(answers, { throwIfNoEntry: false })?.size ?? 0) > 20_000 ? true : undefined;
      });
      child.kill('SIGKILL');
      await exited;
      // The kill may cut off the last line. Then the report of that line was not acknowledged.
      for (const id of readFileSync(answers, 'utf8').split('\n').slice(0, -1)) acknowledged.add(id);
    }
    const ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', {
      node: Country.MK,
      nowMs: Date.now,
      today: () => 20_000,
    });
    const missing = [...acknowledged].filter((id) => ledger.queries.report(ORGANISATION, id) === undefined);
    expect(acknowledged.size).toBeGreaterThan(3_000);
    expect(missing).toEqual([]);
    let queued = 0;
    for (
      let sent = rowsOf(ledger).outbox.next(2_000);
      sent.length > 0;
      sent = rowsOf(ledger).outbox.next(2_000)
    ) {
      const logged = sent.map((one, i) => ({ ...one, partition: 0, offset: queued + i }));
      rowsOf(ledger).outbox.markLogged(logged, undefined, 0);
      queued += sent.length;
    }
    ledger.close();
    expect(queued).toBeGreaterThanOrEqual(acknowledged.size);
  });
});
