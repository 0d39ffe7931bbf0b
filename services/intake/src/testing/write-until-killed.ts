/**
 * A process that writes to a ledger until it is killed. It appends the ids of acknowledged reports to a file.
 */
import { openSync, writeSync } from 'node:fs';
import { Country } from '@waylight/contracts/incident';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, reportCommand } from './report-commands.ts';

const [file = '', run = '', acknowledgedPath = ''] = process.argv.slice(2);
const acknowledgedFile = openSync(acknowledgedPath, 'a');
const facts = { node: Country.MK, nowMs: Date.now, today: () => 20_000 };
const ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);

async function worker(name: string): Promise<void> {
  for (let i = 0; ; i++) {
    const id = `${run}-${name}-${i}`;
    const result = await ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }));
    if (result.kind === 'done') writeSync(acknowledgedFile, `${id}\n`);
  }
}

await Promise.all(Array.from({ length: 32 }, (_, i) => worker(String(i))));
