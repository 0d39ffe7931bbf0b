import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { createLogger } from '@waylight/service-kit';
import { decryptSqlite } from '@waylight/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { compareOnce } from '../progress/comparison.ts';
import { receiptOf } from '../report/report-row.ts';
import { LEDGER_KEY, preparedReport, reportCommand } from '../testing/report-commands.ts';
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
const clear = () => purgeLog(ledger, PURGE_TIMES, nowMs, new AbortController().signal);

/** Puts what waits on a log of one partition, and has the region count it. Gives what went there, by report: null is a null. */
function log() {
  const sent = ledger.outbox.next(2_000).map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
  ledger.outbox.markLogged(sent, undefined, nowMs);
  count();
  return sent.map(({ key, value }) => [Buffer.from(key).toString().replaceAll('.', ''), value]);
}

function count() {
  const progress = { nextOffsets: new Map([[0, nextOffset]]), refused: new Set<string>(), closed: [] };
  ledger.progress.markPartitionCounted(0, -1, progress, 1_000, nowMs);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearing-'));
  file = join(folder, 'ledger.sqlite');
  nowMs = Date.parse('2026-03-01T12:00:00Z');
  nextOffset = 0;
  ledger = openLedger({ file, key: LEDGER_KEY }, 'MK', facts);
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

describe('what was taken back', () => {
  it('goes to the log again after six days, is clear of it half a day later, and is forgotten after 35 days', async () => {
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
    await clear();
    expect(log()).toEqual([]);

    nowMs = atMs + 6 * DAY_MS + HOUR_MS;
    await clear();
    expect(log()).toEqual([['a', retraction]]);
    await clear();
    expect(receipt('a').erasure?.logAt).toBeUndefined();
    nowMs += 12 * HOUR_MS;
    await clear();
    expect(receipt('a').erasure).toEqual({ ...erasure, logAt: new Date(nowMs) });
    expect(nowMs).toBeLessThanOrEqual(Number(erasure?.logDeadline));
    expect(log()).toEqual([]);

    nowMs = atMs + 35 * DAY_MS - 1;
    await clear();
    expect(log()).toEqual([]);
    nowMs += 1;
    await clear();
    expect(log()).toEqual([['a', null]]);
    nowMs += 100 * DAY_MS;
    await clear();
    expect(log()).toEqual([]);
    expect(ledger.outbox.requeueAll(true)).toBe(0);
    expect(receipt('a')).toMatchObject({ revision: 2, state: 5, retractionReason: RetractionReason.MISTAKE });
  });

  it('is never forgotten before the region has counted it', async () => {
    await submit('a');
    log();
    await retract('a');
    const sent = ledger.outbox.next(10).map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
    ledger.outbox.markLogged(sent, undefined, nowMs);
    nowMs += 7 * DAY_MS;
    await clear();
    const again = ledger.outbox.next(10).map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
    ledger.outbox.markLogged(again, undefined, nowMs);
    nowMs += 100 * DAY_MS;
    await clear();
    await clear();
    expect(ledger.outbox.depth()).toBe(0);
    count();
    await clear();
    expect(log()).toEqual([['a', null]]);
  });

  it('is a narrowing too: one to the organisation is forgotten, another one stays counted', async () => {
    await submit('own');
    await submit('country');
    log();
    await ledger.writeReport(reportCommand('own', { kind: 'narrow', base: 0, to: ShareWith.ORGANISATION }));
    await ledger.writeReport(reportCommand('country', { kind: 'narrow', base: 0, to: ShareWith.COUNTRY }));
    log();
    nowMs += 7 * DAY_MS;
    await clear();
    expect(log().map(([id]) => id)).toEqual(['own', 'country']);
    nowMs += DAY_MS;
    await clear();
    expect(receipt('own').erasure?.logAt).toEqual(new Date(nowMs));
    expect(receipt('country').erasure?.logAt).toEqual(new Date(nowMs));
    nowMs += 100 * DAY_MS;
    await clear();
    expect(log()).toEqual([['own', null]]);
    await clear();
    expect(log()).toEqual([]);
    expect(receipt('country').state).toBe(3);
  });

  it('comes back by a revision after it was forgotten, as one that the log has never seen', async () => {
    await submit('a');
    log();
    await retract('a');
    log();
    nowMs += 7 * DAY_MS;
    await clear();
    log();
    nowMs += 35 * DAY_MS;
    await clear();
    expect(log()).toEqual([['a', null]]);
    await ledger.writeReport(reportCommand('a', { kind: 'revise', digest: 'B', base: 2 }));
    expect(log()).toHaveLength(1);
    expect(receipt('a')).toMatchObject({ revision: 3, state: 3, erasure: undefined });
    await retract('a', RetractionReason.CONSENT_WITHDRAWN);
    expect(log()).toHaveLength(1);
  });

  it('is cleared from the log whatever is corrected after it, on the day that was said first', async () => {
    const at = (shareWith: ShareWith) => preparedReport({ incident: { shareWith } });
    const { ORGANISATION, COUNTRY, PUBLIC } = ShareWith;
    const revise = (id: string, base: number, shareWith: ShareWith) =>
      ledger.writeReport(
        reportCommand(id, { kind: 'revise', digest: `${id}${base}`, base }, { prepared: at(shareWith) }),
      );
    for (const id of ['own', 'country', 'revised', 'back', 'unsent']) await submit(id, at(PUBLIC));
    log();
    const narrowTo = (id: string, to: ShareWith) =>
      ledger.writeReport(reportCommand(id, { kind: 'narrow', base: 0, to }));
    await narrowTo('own', ORGANISATION);
    await narrowTo('country', COUNTRY);
    await revise('revised', 1, COUNTRY);
    await retract('back');
    log();
    const saidMs = nowMs;
    nowMs += DAY_MS;
    // The log hears of both revisions at once, as of one.
    await narrowTo('unsent', COUNTRY);
    await revise('own', 2, ORGANISATION);
    for (const id of ['country', 'revised', 'unsent']) await revise(id, 2, COUNTRY);
    await revise('back', 2, PUBLIC);
    log();
    for (const id of ['own', 'country', 'revised', 'back'])
      expect([id, receipt(id).erasure]).toMatchObject([
        id,
        { ledgerAt: new Date(saidMs), logDeadline: new Date(saidMs + 7 * DAY_MS), logAt: undefined },
      ]);
    expect(receipt('unsent').erasure?.logDeadline).toEqual(new Date(nowMs + 7 * DAY_MS));

    nowMs = saidMs + 6 * DAY_MS + HOUR_MS;
    await clear();
    expect(log().map(([id]) => id)).toEqual(['own', 'country', 'revised', 'back']);
    nowMs += 12 * HOUR_MS;
    await clear();
    for (const id of ['own', 'country', 'revised', 'back'])
      expect([id, ledger.queries.report(MYLA, id)?.cleared_at]).toEqual([id, nowMs]);
    // What came after it is there, and says nothing more of what is gone.
    expect(receipt('country').erasure).toBeUndefined();
    nowMs += DAY_MS;
    await clear();
    expect(log().map(([id]) => id)).toEqual(['unsent']);
    nowMs += 100 * DAY_MS;
    await clear();
    // Only what is a retraction on the log is forgotten there.
    expect(log()).toEqual([['own', null]]);
    await clear();
    expect(log()).toEqual([]);
  });

  it('is left as it is by the comparison with the region while a null waits', async () => {
    await submit('a');
    log();
    await retract('a');
    log();
    nowMs += 7 * DAY_MS;
    await clear();
    log();
    nowMs += 35 * DAY_MS;
    await clear();
    await clear();
    const quiet = createLogger({ service: 'test', level: 'silent' });
    const partition = {
      ...{ partition: 0, nextOffset: BigInt(nextOffset), currentReports: 0 },
      ...{ currentDigest: Buffer.alloc(16), refusedReferences: [] },
    };
    log();
    const told = { partitions: [partition] } as never;
    const latest = { progress: () => undefined, message: () => told, set: () => undefined };
    await compareOnce({ country: 'MK', ledger, latest, log: quiet }, new Map());
    expect(ledger.outbox.depth()).toBe(0);
  });
});

describe('the files of the ledger', () => {
  const MARK = 'MARKED-PERSON';
  /** What whoever has the key finds, in pages that are free as well. */
  const holds = async () => (await decryptSqlite(file, LEDGER_KEY)).includes(MARK);
  /** Whether there is anything in the write-ahead file, which keeps older pages until it is emptied. */
  const ahead = () => statSync(`${file}-wal`).size > 0;
  const marked = preparedReport({ notes: [{ field: 'place', text: MARK }] });

  it('hold nothing of a report that was retracted once they were cleared', async () => {
    await submit('a', marked);
    ledger.purgeFiles();
    await submit('b', marked);
    for (let n = 0; n < 50; n++) await submit(`other-${n}`);
    expect([await holds(), ahead()]).toEqual([true, true]);
    await retract('a');
    await retract('b');
    expect(ahead()).toBe(true);
    expect(ledger.purgeFiles()).toBe(true);
    expect([await holds(), ahead()]).toEqual([false, false]);
  });

  it('take and keep what comes after they were cleared', async () => {
    await submit('a');
    await retract('a');
    ledger.purgeFiles();
    await submit('c', marked);
    ledger.close();
    ledger = openLedger({ file, key: LEDGER_KEY }, 'MK', facts);
    expect(receipt('c')).toMatchObject({ revision: 1, notes: [{ text: MARK }] });
    ledger.purgeFiles();
    await submit('d');
    expect(ledger.purgeFiles()).toBe(false);
  });
});
