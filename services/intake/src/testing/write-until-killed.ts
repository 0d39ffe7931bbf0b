/**
 * A process that writes to a ledger as fast as it can until it is killed, and says in a file which reports were
 * answered. Started by the ledger's test.
 */
import { openSync, writeSync } from 'node:fs';
import { Country } from '@waylight/contracts/incident';
import { openLedger } from '../ledger/ledger.ts';
import { LEDGER_KEY, reportCommand } from './report-commands.ts';

const [file = '', run = '', answers = ''] = process.argv.slice(2);
const answered = openSync(answers, 'a');
const facts = { node: Country.MK, nowMs: Date.now, today: () => 20_000 };
const ledger = openLedger({ file, key: LEDGER_KEY }, 'MK', facts);

async function worker(name: string): Promise<void> {
  for (let i = 0; ; i++) {
    const id = `${run}-${name}-${i}`;
    const result = await ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }));
    if (result.kind === 'done') writeSync(answered, `${id}\n`);
  }
}

await Promise.all(Array.from({ length: 32 }, (_, i) => worker(String(i))));
