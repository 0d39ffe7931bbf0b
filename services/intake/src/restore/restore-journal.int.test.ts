import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicRegistry } from '@waylight/contracts';
import { Country, RetractionReason } from '@waylight/contracts/incident';
import { type Appender, createEmbeddedEventLog, type EmbeddedEventLog } from '@waylight/event-log';
import { createLogger } from '@waylight/service-kit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { eventually } from '../testing/calls.ts';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';
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
const open = () => openLedger({ file: ledgerFile(), key: LEDGER_KEY }, 'MK', facts);
async function newLog(name: string) {
  const created = createEmbeddedEventLog({ file: join(folder, `${name}.sqlite`) });
  await created.applyTopics(topicRegistry(3));
  return created;
}
/** Stops the node, does something to its files, and opens its ledger again. */
const reopen = (between: () => void = () => undefined) => {
  ledger.close();
  between();
  ledger = open();
};

const row = (id: string) => ledger.queries.report(MYLA, id);
const submit = (id: string) => ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }));
const retract = (id: string, reason: RetractionReason = RetractionReason.CONSENT_WITHDRAWN) =>
  ledger.writeReport(reportCommand(id, { kind: 'retract', base: 0 }, { reason }));
const said = async (log = eventLog) => (await log.offsets(TOPIC))[0]?.end ?? 0;
const isTold = () =>
  eventually(() => (ledger.restoreJournal.readUnjournalled(10).rows.length === 0 ? true : undefined));

/** Runs the part that is tested while something is done. Gives whether the ledger was shown to anybody. */
async function run(
  work: () => Promise<unknown> = isTold,
  over: { readonly appender?: Appender; readonly acceptOldCopy?: boolean } = {},
): Promise<boolean> {
  const { component, isReconciled } = createRestoreJournal({
    country: 'MK',
    ledger,
    eventLog,
    appender: {
      append: (...given) => eventLog.createAppender().append(...given),
      appendAll: (...given) => eventLog.createAppender().appendAll(...given),
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
  folder = mkdtempSync(join(tmpdir(), 'erasures-'));
  lines = [];
  ledger = open();
  eventLog = await newLog('log');
});

afterEach(async () => {
  ledger.close();
  await eventLog.close();
  rmSync(folder, { recursive: true });
});

it('what the log took, and whose answer was lost, takes nothing back that came back meanwhile', async () => {
  const appender = eventLog.createAppender();
  const lossy: Appender = {
    ...appender,
    append: async (...given) => {
      await appender.append(...given);
      throw new Error('the answer was lost');
    },
  };
  await submit('a');
  await retract('a', RetractionReason.IMPORT_UNDONE);
  await run(() => eventually(async () => ((await said()) > 0 ? true : undefined)), { appender: lossy });
  await ledger.writeReport(reportCommand('a', { kind: 'revise', digest: 'B', base: 2 }));
  reopen();
  expect(await run()).toBe(true);
  expect(row('a')).toMatchObject({ revision: 3, retracted: 0 });
  expect(lines.join('')).not.toContain('older copy');
});

it('a message that somebody put onto the log once more takes nothing back', async () => {
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
  expect(await said()).toBe(3);
  reopen();
  await run();
  expect(row('a')).toMatchObject({ revision: 3, retracted: 0 });
});

/** A copy of the ledger is made, and one report of two withdrawn; then the log is made anew, while the node runs or is stopped. */
async function copyThenMakeLogAnew(isRunning: boolean) {
  await submit('a');
  await submit('b');
  await retract('b', RetractionReason.MISTAKE);
  await run();
  reopen(() => copyFileSync(ledgerFile(), join(folder, 'copy')));
  await retract('a');
  await run(async () => {
    await isTold();
    if (!isRunning) return;
    await eventLog.close();
    // The running part holds the log by its methods.
    const anew = await newLog('anew');
    Object.assign(eventLog, anew);
    ledger.changes.notify(new Set([MYLA]));
    await eventually(async () => ((await said()) > 0 ? true : undefined));
    await isTold();
  });
  if (isRunning) return;
  await eventLog.close();
  eventLog = await newLog('anew');
}
const restore = () => reopen(() => copyFileSync(join(folder, 'copy'), ledgerFile()));
const isRefused = () =>
  eventually(async () => (lines.join('').includes('another one than this ledger told') ? true : undefined));

it('a log that is made anew under a running node is told all again, and its ledger is served on', async () => {
  await copyThenMakeLogAnew(true);
  reopen();
  expect(await run()).toBe(true);
  expect(row('a')?.retracted).toBe(1);
});

it('an older copy that meets a log made anew is served only where that is accepted, and then takes back what is told there', async () => {
  await copyThenMakeLogAnew(true);
  restore();
  expect(await run(isRefused)).toBe(false);
  expect(row('a')?.retracted).toBe(0);
  expect(await run(isTold, { acceptOldCopy: true })).toBe(true);
  expect([row('a')?.retracted, row('b')?.retracted]).toEqual([1, 1]);
});

it('a ledger that meets a log made anew at its start may be a copy: it is served where that is accepted, and tells all again', async () => {
  await copyThenMakeLogAnew(false);
  reopen();
  expect(await run(isRefused)).toBe(false);
  expect(await run(isTold, { acceptOldCopy: true })).toBe(true);
  expect(await said()).toBe(1);
  // And from then on by itself.
  expect(await run()).toBe(true);
});

it('a copy from before anything was said is too old as well where the log has forgotten, and a new ledger is not', async () => {
  await submit('a');
  reopen(() => copyFileSync(ledgerFile(), join(folder, 'copy')));
  await retract('a');
  await run();
  const { offsets } = eventLog;
  eventLog.offsets = async (topic) => (await offsets(topic)).map((one) => ({ ...one, start: one.end }));
  restore();
  expect(ledger.restoreJournal.position().topicId).toBe('');
  const isTooOld = () =>
    eventually(async () => (lines.join('').includes('older copy than the log remembers') ? true : undefined));
  expect(await run(isTooOld)).toBe(false);
  expect(await run(isTold, { acceptOldCopy: true })).toBe(true);
  reopen(() => rmSync(ledgerFile()));
  expect(await run()).toBe(true);
});
