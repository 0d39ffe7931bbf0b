import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { createLogger } from '@waylight/service-kit';
import { decryptSqlite } from '@waylight/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { compareOnce } from '../progress/comparison.ts';
import { receiptOf } from '../receipts/receipt.ts';
import { LEDGER_KEY, preparedReport, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { PURGE_TIMES, purgeLog } from './purge.ts';

const MYLA = 5;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let folder: string;
let file: string;
let nowMs: number;
let ledger: Ledger;
let nextOffset: number;

const facts = { node: Country.MK, nowMs: () => nowMs, today: () => 20_000 };
const submit = (id: string, content = preparedReport()) =>
  ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }, { prepared: content }));
const retract = (id: string, reason: RetractionReason = RetractionReason.MISTAKE) =>
  ledger.writeReport(reportCommand(id, { kind: 'retract', base: 0, withdraws: reason === 3 }, { reason }));
const receipt = (id: string) => receiptOf(ledger.queries.report(MYLA, id)!);
const purge = () => purgeLog(ledger, rowsOf(ledger).purge, PURGE_TIMES, nowMs, new AbortController().signal);

/**
 * Appends the outbox to a log of one partition, and counts it. Returns the report id and the value of each
 * record.
 */
function log() {
  const sent = rowsOf(ledger)
    .outbox.next(2_000)
    .map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
  rowsOf(ledger).outbox.markLogged(sent, undefined, nowMs);
  count();
  return sent.map(({ key, value }) => [Buffer.from(key).toString().replaceAll('.', ''), value]);
}

function count() {
  const progress = { nextOffsets: new Map([[0, nextOffset]]), refused: new Set<string>(), closed: [] };
  rowsOf(ledger).progress.markPartitionCounted(0, -1, progress, 1_000, nowMs);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'purge-'));
  file = join(folder, 'ledger.sqlite');
  nowMs = Date.parse('2026-03-01T12:00:00Z');
  nextOffset = 0;
  ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

describe('a retraction', () => {
  it('is republished after six days, erased from the log half a day later, and gets a tombstone after 35 days', async () => {
    await submit('a');
    log();
    nowMs += 60_000;
    await retract('a');
    const [[, retraction] = []] = log();
    const atMs = nowMs;
    const { erasure } = receipt('a');
    expect(erasure).toEqual({
      ledgerAt: new Date(atMs),
      cellsAt: new Date(atMs),
      logDeadline: new Date(atMs + 7 * DAY_MS),
      logAt: undefined,
    });
    nowMs = atMs + 6 * DAY_MS;
    await purge();
    expect(log()).toEqual([]);

    nowMs = atMs + 6 * DAY_MS + HOUR_MS;
    await purge();
    expect(log()).toEqual([['a', retraction]]);
    await purge();
    expect(receipt('a').erasure?.logAt).toBeUndefined();
    nowMs += 12 * HOUR_MS;
    await purge();
    expect(receipt('a').erasure).toEqual({ ...erasure, logAt: new Date(nowMs) });
    expect(nowMs).toBeLessThanOrEqual(Number(erasure?.logDeadline));
    expect(log()).toEqual([]);

    nowMs = atMs + 35 * DAY_MS - 1;
    await purge();
    expect(log()).toEqual([]);
    nowMs += 1;
    await purge();
    expect(log()).toEqual([['a', null]]);
    nowMs += 100 * DAY_MS;
    await purge();
    expect(log()).toEqual([]);
    expect(rowsOf(ledger).outbox.requeueAll(true)).toBe(0);
    expect(receipt('a')).toMatchObject({ revision: 2, state: 5, retractionReason: RetractionReason.MISTAKE });
  });

  it('gets no tombstone before the region has counted it', async () => {
    await submit('a');
    log();
    await retract('a');
    const sent = rowsOf(ledger)
      .outbox.next(10)
      .map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
    rowsOf(ledger).outbox.markLogged(sent, undefined, nowMs);
    nowMs += 7 * DAY_MS;
    await purge();
    const requeued = rowsOf(ledger)
      .outbox.next(10)
      .map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
    rowsOf(ledger).outbox.markLogged(requeued, undefined, nowMs);
    nowMs += 100 * DAY_MS;
    await purge();
    await purge();
    expect(rowsOf(ledger).outbox.depth()).toBe(0);
    count();
    await purge();
    expect(log()).toEqual([['a', null]]);
  });

  it('is handled like a narrowing: a report narrowed to its organisation gets a tombstone, others stay counted', async () => {
    await submit('own');
    await submit('country');
    log();
    await ledger.writeReport(reportCommand('own', { kind: 'narrow', base: 0, to: ShareWith.ORGANISATION }));
    await ledger.writeReport(reportCommand('country', { kind: 'narrow', base: 0, to: ShareWith.COUNTRY }));
    log();
    nowMs += 7 * DAY_MS;
    await purge();
    expect(log().map(([id]) => id)).toEqual(['own', 'country']);
    nowMs += DAY_MS;
    await purge();
    expect(receipt('own').erasure?.logAt).toEqual(new Date(nowMs));
    expect(receipt('country').erasure?.logAt).toEqual(new Date(nowMs));
    nowMs += 100 * DAY_MS;
    await purge();
    expect(log()).toEqual([['own', null]]);
    await purge();
    expect(log()).toEqual([]);
    expect(receipt('country').state).toBe(3);
  });

  it('can be revised after its tombstone, like a report that the log never had', async () => {
    await submit('a');
    log();
    await retract('a');
    log();
    nowMs += 7 * DAY_MS;
    await purge();
    log();
    nowMs += 35 * DAY_MS;
    await purge();
    expect(log()).toEqual([['a', null]]);
    await ledger.writeReport(reportCommand('a', { kind: 'revise', digest: 'B', base: 2 }));
    expect(log()).toHaveLength(1);
    expect(receipt('a')).toMatchObject({ revision: 3, state: 3, erasure: undefined });
    await retract('a', RetractionReason.CONSENT_WITHDRAWN);
    expect(log()).toHaveLength(1);
  });

  it('is erased from the log by the first deadline, whatever corrections follow', async () => {
    const sharedWith = (shareWith: ShareWith) => preparedReport({ incident: { shareWith } });
    const { ORGANISATION, COUNTRY, PUBLIC } = ShareWith;
    const revise = (id: string, base: number, shareWith: ShareWith) =>
      ledger.writeReport(
        reportCommand(
          id,
          { kind: 'revise', digest: `${id}${base}`, base },
          { prepared: sharedWith(shareWith) },
        ),
      );
    for (const id of ['own', 'country', 'revised', 'back', 'unsent']) await submit(id, sharedWith(PUBLIC));
    log();
    const narrowTo = (id: string, to: ShareWith) =>
      ledger.writeReport(reportCommand(id, { kind: 'narrow', base: 0, to }));
    await narrowTo('own', ORGANISATION);
    await narrowTo('country', COUNTRY);
    await revise('revised', 1, COUNTRY);
    await retract('back');
    log();
    const firstMs = nowMs;
    nowMs += DAY_MS;
    // Only the second of these two revisions is sent to the log.
    await narrowTo('unsent', COUNTRY);
    await revise('own', 2, ORGANISATION);
    for (const id of ['country', 'revised', 'unsent']) await revise(id, 2, COUNTRY);
    await revise('back', 2, PUBLIC);
    log();
    for (const id of ['own', 'country', 'revised', 'back'])
      expect([id, receipt(id).erasure]).toMatchObject([
        id,
        { ledgerAt: new Date(firstMs), logDeadline: new Date(firstMs + 7 * DAY_MS), logAt: undefined },
      ]);
    expect(receipt('unsent').erasure?.logDeadline).toEqual(new Date(nowMs + 7 * DAY_MS));

    nowMs = firstMs + 6 * DAY_MS + HOUR_MS;
    await purge();
    expect(log().map(([id]) => id)).toEqual(['own', 'country', 'revised', 'back']);
    nowMs += 12 * HOUR_MS;
    await purge();
    for (const id of ['own', 'country', 'revised', 'back'])
      expect([id, ledger.queries.report(MYLA, id)?.erased_at]).toEqual([id, nowMs]);
    // The later revision's receipt no longer mentions the erasure.
    expect(receipt('country').erasure).toBeUndefined();
    nowMs += DAY_MS;
    await purge();
    expect(log().map(([id]) => id)).toEqual(['unsent']);
    nowMs += 100 * DAY_MS;
    await purge();
    // Only a retraction on the log gets a tombstone.
    expect(log()).toEqual([['own', null]]);
    await purge();
    expect(log()).toEqual([]);
  });

  it('is not resent by the comparison with the region while a tombstone is queued', async () => {
    await submit('a');
    log();
    await retract('a');
    log();
    nowMs += 7 * DAY_MS;
    await purge();
    log();
    nowMs += 35 * DAY_MS;
    await purge();
    await purge();
    const quiet = createLogger({ service: 'test', level: 'silent' });
    const partition = {
      partition: 0,
      nextOffset: BigInt(nextOffset),
      currentReports: 0,
      currentDigest: Buffer.alloc(16),
      refusedReferences: [],
    };
    log();
    const progress = { partitions: [partition] } as never;
    const latest = { progress: () => undefined, message: () => progress, set: () => undefined };
    await compareOnce(
      { country: 'MK', ledger, outboxDepth: rowsOf(ledger).outbox.depth, latest, log: quiet },
      rowsOf(ledger).partitions,
      new Map(),
    );
    expect(rowsOf(ledger).outbox.depth()).toBe(0);
  });
});

describe('the files of the ledger', () => {
  const MARK = 'MARKED-PERSON';
  /** Searches the decrypted file, including its free pages. */
  const containsMark = async () => (await decryptSqlite(file, LEDGER_KEY)).includes(MARK);
  /** The write-ahead log keeps older pages until it is truncated. */
  const hasWal = () => statSync(`${file}-wal`).size > 0;
  const marked = preparedReport({ notes: [{ field: 'place', text: MARK }] });

  it('contain no content of a retracted report after the purge', async () => {
    await submit('a', marked);
    ledger.purgeFiles();
    await submit('b', marked);
    for (let n = 0; n < 50; n++) await submit(`other-${n}`);
    expect([await containsMark(), hasWal()]).toEqual([true, true]);
    await retract('a');
    await retract('b');
    expect(hasWal()).toBe(true);
    expect(ledger.purgeFiles()).toBe(true);
    expect([await containsMark(), hasWal()]).toEqual([false, false]);
  });

  it('keep the reports that are accepted after the purge', async () => {
    await submit('a');
    await retract('a');
    ledger.purgeFiles();
    await submit('c', marked);
    ledger.close();
    ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
    expect(receipt('c')).toMatchObject({ revision: 1, notes: [{ text: MARK }] });
    ledger.purgeFiles();
    await submit('d');
    expect(ledger.purgeFiles()).toBe(false);
  });
});
