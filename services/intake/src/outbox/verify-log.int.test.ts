import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicRegistry } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { createEmbeddedEventLog, type EmbeddedEventLog } from '@waylight/event-log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { verifyLog } from './verify-log.ts';

const PARTITIONS = 3;
let folder: string;
let ledger: Ledger;
const logs: EmbeddedEventLog[] = [];

function newLog(): EmbeddedEventLog {
  const eventLog = createEmbeddedEventLog({ file: join(folder, `log-${logs.length}.sqlite`) });
  logs.push(eventLog);
  return eventLog;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-log-'));
  const facts = { node: Country.MK, nowMs: Date.now, today: () => 20_000 };
  ledger = openNodeLedger({ file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY }, 'MK', facts);
});
afterEach(async () => {
  ledger.close();
  await Promise.all(logs.splice(0).map((eventLog) => eventLog.close()));
  rmSync(folder, { recursive: true });
});

describe('verifying the log', () => {
  it('names the topics that do not match the registry', async () => {
    const eventLog = newLog();
    expect(
      (await verifyLog(eventLog, 'MK', PARTITIONS, ledger, rowsOf(ledger).outbox)).problems,
    ).toHaveLength(4);
    await eventLog.applyTopics(topicRegistry(PARTITIONS));
    expect(
      (await verifyLog(eventLog, 'MK', PARTITIONS + 1, ledger, rowsOf(ledger).outbox)).problems.length,
    ).toBeGreaterThan(0);
    expect(await verifyLog(eventLog, 'MK', PARTITIONS, ledger, rowsOf(ledger).outbox)).toEqual({
      problems: [],
      queuedAgain: 0,
    });
  });

  it('requeues all shared records only if the log was recreated', async () => {
    const [first, second] = [newLog(), newLog()];
    for (const eventLog of [first, second]) await eventLog.applyTopics(topicRegistry(PARTITIONS));
    await verifyLog(first, 'MK', PARTITIONS, ledger, rowsOf(ledger).outbox);
    await ledger.writeReport(reportCommand('a', { kind: 'submit', digest: 'A' }));
    const sent = rowsOf(ledger)
      .outbox.next(10)
      .map((one) => ({ ...one, partition: 0, offset: 0 }));
    rowsOf(ledger).outbox.markLogged(sent, undefined, Date.now());
    expect(await verifyLog(first, 'MK', PARTITIONS, ledger, rowsOf(ledger).outbox)).toMatchObject({
      queuedAgain: 0,
    });
    expect(await verifyLog(second, 'MK', PARTITIONS, ledger, rowsOf(ledger).outbox)).toMatchObject({
      queuedAgain: 1,
    });
    expect(rowsOf(ledger).outbox.next(10)).toMatchObject([{ revision: 1 }]);
  });
});
