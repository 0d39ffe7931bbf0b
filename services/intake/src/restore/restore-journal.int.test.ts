import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicRegistry } from '@waylight/contracts';
import { Country, RetractionReason } from '@waylight/contracts/incident';
import { type Appender, createEmbeddedEventLog, type EmbeddedEventLog } from '@waylight/event-log';
import { createLogger } from '@waylight/service-kit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { eventually } from '../testing/calls.ts';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { createJournalCipher } from './journal-cipher.ts';
import { createRestoreJournal } from './restore-journal.ts';

const MYLA = 5;
const TOPIC = 'erasures.v1.MK';
const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
const facts = { node: Country.MK, nowMs: () => NOW_MS, today: () => 20_000 };

let folder: string;
let ledger: Ledger;
let eventLog: EmbeddedEventLog;
let lines: string[];

const ledgerFile = () => join(folder, 'ledger.sqlite');
const open = () => openNodeLedger({ file: ledgerFile(), key: LEDGER_KEY }, 'MK', facts);
async function newLog(name: string) {
  const created = createEmbeddedEventLog({ file: join(folder, `${name}.sqlite`) });
  await created.applyTopics(topicRegistry(3));
  return created;
}
/** Closes the ledger, changes the files, and opens it again. */
const reopen = (between: () => void = () => undefined) => {
  ledger.close();
  between();
  ledger = open();
};

const row = (id: string) => ledger.queries.report(MYLA, id);
const submit = (id: string) => ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }));
const retract = (id: string, reason: RetractionReason = RetractionReason.CONSENT_WITHDRAWN) =>
  ledger.writeReport(reportCommand(id, { kind: 'retract', base: 0 }, { reason }));
const countMessages = async () => (await eventLog.offsets(TOPIC))[0]?.end ?? 0;
const waitUntilJournalled = () =>
  eventually(() => (rowsOf(ledger).restoreJournal.readUnjournalled(10).rows.length === 0 ? true : undefined));

/**
 * Runs the restore journal during `work`. Returns true if the ledger was reconciled and so would be served.
 */
async function run(
  work: () => Promise<unknown> = waitUntilJournalled,
  over: { readonly appender?: Appender; readonly acceptOldCopy?: boolean } = {},
): Promise<boolean> {
  const { component, isReconciled } = createRestoreJournal({
    country: 'MK',
    ledger,
    eventLog,
    appender: {
      append: (...args) => eventLog.createAppender().append(...args),
      appendAll: (...args) => eventLog.createAppender().appendAll(...args),
      close: async () => undefined,
    },
    cipher: createJournalCipher(LEDGER_KEY, 'MK'),
    acceptOldCopy: false,
    nowMs: facts.nowMs,
    log: createLogger({
      service: 'intake',
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
    ...over,
  });
  const running = await component.start(new AbortController().signal);
  await work();
  await running.stop();
  return isReconciled();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'restore-journal-'));
  lines = [];
  ledger = open();
  eventLog = await newLog('log');
});

afterEach(async () => {
  ledger.close();
  await eventLog.close();
  rmSync(folder, { recursive: true });
});

it('a journalled retraction whose response was lost does not retract a report that was restored meanwhile', async () => {
  const appender = eventLog.createAppender();
  const lossy: Appender = {
    ...appender,
    append: async (...args) => {
      await appender.append(...args);
      throw new Error('the answer was lost');
    },
  };
  await submit('a');
  await retract('a', RetractionReason.IMPORT_UNDONE);
  await run(() => eventually(async () => ((await countMessages()) > 0 ? true : undefined)), {
    appender: lossy,
  });
  await ledger.writeReport(reportCommand('a', { kind: 'revise', digest: 'B', base: 2 }));
  reopen();
  expect(await run()).toBe(true);
  expect(row('a')).toMatchObject({ revision: 3, retracted: 0 });
  expect(lines.join('')).not.toContain('older copy');
});

it('journals the changes of the last moments when the node stops', async () => {
  await submit('a');
  await run(async () => {
    await waitUntilJournalled();
    await retract('a');
  });
  expect(rowsOf(ledger).restoreJournal.readUnjournalled(10).rows).toEqual([]);
});

it('a replayed message retracts nothing', async () => {
  await submit('a');
  await retract('a', RetractionReason.IMPORT_UNDONE);
  await run();
  await ledger.writeReport(reportCommand('a', { kind: 'revise', digest: 'B', base: 2 }));
  await run();
  for await (const { records } of eventLog.readFrom({ topic: TOPIC, partition: 0 }, 0, { until: 1 }))
    await eventLog.createAppender().append(
      TOPIC,
      records.map(({ key, value }) => ({ key: Buffer.from(key ?? []), value })),
      { signal: new AbortController().signal, deadlineMs: 5_000 },
    );
  expect(await countMessages()).toBe(3);
  reopen();
  await run();
  expect(row('a')).toMatchObject({ revision: 3, retracted: 0 });
});

/**
 * Copies the ledger, retracts one of two reports, and recreates the log, while the node runs or is stopped.
 */
async function copyThenRecreateLog(isRunning: boolean) {
  await submit('a');
  await submit('b');
  await retract('b', RetractionReason.MISTAKE);
  await run();
  reopen(() => copyFileSync(ledgerFile(), join(folder, 'copy')));
  await retract('a');
  await run(async () => {
    await waitUntilJournalled();
    if (!isRunning) return;
    await eventLog.close();
    // The running component uses the methods of this object.
    Object.assign(eventLog, await newLog('recreated'));
    ledger.changes.notify(new Set([MYLA]));
    await eventually(async () => ((await countMessages()) > 0 ? true : undefined));
    await waitUntilJournalled();
  });
  if (isRunning) return;
  await eventLog.close();
  eventLog = await newLog('recreated');
}
const restore = () => reopen(() => copyFileSync(join(folder, 'copy'), ledgerFile()));
const waitUntilRefused = () =>
  eventually(async () => (lines.join('').includes('the ledger may be an older copy') ? true : undefined));

it('sends all entries again if the log is recreated while the node runs, and continues to serve the ledger', async () => {
  await copyThenRecreateLog(true);
  reopen();
  expect(await run()).toBe(true);
  expect(row('a')?.retracted).toBe(1);
});

it('serves an older copy with a recreated log only if the configuration accepts that, and then repeats the journalled retractions', async () => {
  await copyThenRecreateLog(true);
  restore();
  expect(await run(waitUntilRefused)).toBe(false);
  expect(row('a')?.retracted).toBe(0);
  expect(await run(waitUntilJournalled, { acceptOldCopy: true })).toBe(true);
  expect([row('a')?.retracted, row('b')?.retracted]).toEqual([1, 1]);
});

it('serves a ledger that finds a recreated log at its start only if the configuration accepts that, and then republishes its entries', async () => {
  await copyThenRecreateLog(false);
  reopen();
  expect(await run(waitUntilRefused)).toBe(false);
  expect(await run(waitUntilJournalled, { acceptOldCopy: true })).toBe(true);
  expect(await countMessages()).toBe(1);
  // Later starts do not require the setting.
  expect(await run()).toBe(true);
});

it('refuses a copy from before the first message if the log has deleted messages, but accepts a new ledger', async () => {
  await submit('a');
  reopen(() => copyFileSync(ledgerFile(), join(folder, 'copy')));
  await retract('a');
  await run();
  const { offsets } = eventLog;
  eventLog.offsets = async (topic) => (await offsets(topic)).map((one) => ({ ...one, start: one.end }));
  restore();
  expect(rowsOf(ledger).restoreJournal.position().topicId).toBe('');
  const waitUntilTooOld = () =>
    eventually(async () =>
      lines.join('').includes('older copy than the restore journal covers') ? true : undefined,
    );
  expect(await run(waitUntilTooOld)).toBe(false);
  expect(await run(waitUntilJournalled, { acceptOldCopy: true })).toBe(true);
  reopen(() => rmSync(ledgerFile()));
  expect(await run()).toBe(true);
});
