import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityEvent } from '@waylight/contracts/activity';
import { AuditEntry, AuditKind } from '@waylight/contracts/audit';
import { Country, Layer, ReportEvent, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { Outcome, ReceiptState } from '@waylight/contracts/intake';
import { decryptSqlite } from '@waylight/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { receiptOf } from '../receipts/receipt.ts';
import { activityCommand, LEDGER_KEY, preparedReport, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { computeExpiryCutoff } from './expiry.ts';
import { PURGE_TIMES, purgeLog } from './purge.ts';

const MYLA = 5;
const DAY_MS = 86_400_000;
const FIRST = 20_000;

let folder: string;
let file: string;
let day: number;
let ledger: Ledger;
let nextOffset: number;

const facts = { node: Country.MK, nowMs: () => day * DAY_MS, today: () => day };
const reportOn = (on: number, shareWith: ShareWith = ShareWith.PARTNERS, layer: Layer = Layer.REPORTS) =>
  preparedReport({ layer, incident: { occurredDay: on, shareWith }, occurred: { from: on, to: on } });
const submit = (id: string, content = reportOn(FIRST)) =>
  ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }, { prepared: content }));
const row = (id: string) => ledger.queries.report(MYLA, id)!;
const expire = (receivedBy: number, settledBefore = 99_999, limit = 100) =>
  rowsOf(ledger).expiry.expireReports({ receivedBy, settledBefore }, limit).count;
const isExpired = (id: string) => receiptOf(row(id)).retractionReason === RetractionReason.EXPIRED;
const expired = () => ids.filter(isExpired);
let ids: string[];

function log() {
  const sent = rowsOf(ledger)
    .outbox.next(2_000)
    .map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
  rowsOf(ledger).outbox.markLogged(sent, undefined, facts.nowMs());
  const progress = { nextOffsets: new Map([[0, nextOffset]]), refused: new Set<string>(), closed: [] };
  rowsOf(ledger).progress.markPartitionCounted(0, -1, progress, 1_000, facts.nowMs());
  return sent;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'expiry-'));
  file = join(folder, 'ledger.sqlite');
  day = FIRST;
  nextOffset = 0;
  ids = [];
  ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

describe('a report that expires', () => {
  it('is retracted: its content is erased, and the log and the receipt state the reason', async () => {
    const MARK = 'MARKED-PERSON';
    // Searches the decrypted file, including free pages. Pages of the write-ahead log replace those of the
    // file.
    const containsMark = async () => (await decryptSqlite(file, LEDGER_KEY)).includes(MARK);
    const hasWal = () => statSync(`${file}-wal`).size > 0;
    await submit('a', { ...reportOn(FIRST), notes: [{ field: 'place', text: MARK }] });
    expect(await containsMark()).toBe(true);
    log();
    day += 1_200;
    expect(expire(FIRST)).toBe(1);
    const { change } = ReportEvent.decode(log()[0]!.value!);
    expect(change).toMatchObject({ $case: 'retraction', value: { reason: RetractionReason.EXPIRED } });
    expect(receiptOf(row('a'))).toMatchObject({
      revision: 2,
      state: ReceiptState.RETRACTED,
      retractionReason: RetractionReason.EXPIRED,
      erasure: { ledgerAt: new Date(day * DAY_MS) },
    });
    expect(row('a')).toMatchObject({ digest: '', occurred_from: null, notes: null, consent: null });
    expect(hasWal()).toBe(true);
    ledger.purgeFiles();
    expect([hasWal(), await containsMark()]).toEqual([false, false]);
  });

  it('cannot be sent again, revised, narrowed or previewed, and stays expired when it is retracted', async () => {
    await submit('a');
    log();
    expire(FIRST);
    const refused = {
      kind: 'refused',
      code: 'FAILED_PRECONDITION',
      message: expect.stringMatching(/has expired/),
    };
    expect(await submit('a')).toMatchObject(refused);
    const revision = { kind: 'revise', digest: 'B', base: 2 } as const;
    expect(await ledger.writeReport(reportCommand('a', revision))).toMatchObject(refused);
    const narrowing = { kind: 'narrow', base: 0, to: ShareWith.ORGANISATION } as const;
    expect(await ledger.writeReport(reportCommand('a', narrowing))).toMatchObject(refused);
    const { prepared: content = preparedReport(), ...rest } = reportCommand('a', {
      kind: 'submit',
      digest: 'a',
    });
    expect(ledger.preview({ ...rest, digest: 'a', prepared: content })).toMatchObject(refused);
    const withdrawal = reportCommand('a', { kind: 'retract', base: 0, withdraws: true }, { reason: 3 });
    expect(await ledger.writeReport(withdrawal)).toMatchObject({ kind: 'done', outcome: Outcome.UNCHANGED });
    expect(receiptOf(row('a')).retractionReason).toBe(RetractionReason.EXPIRED);
  });

  it('waits for the releases that count it, if it is shared', async () => {
    const own = reportOn(FIRST, ShareWith.ORGANISATION);
    ids = ['before', 'on', 'own'];
    await submit('before', reportOn(FIRST - 2));
    await submit('on', reportOn(FIRST - 1));
    await submit('own', own);
    log();
    day += 1_200;
    expect(expire(FIRST, 0)).toBe(1);
    expect(expired()).toEqual(['own']);
    expect(expire(FIRST, FIRST - 1)).toBe(0);
    expect(expire(FIRST, FIRST)).toBe(0);
    expect(expire(FIRST, FIRST + 1)).toBe(2);
    expect(log()).toHaveLength(2);
  });

  it('is never a report of the public record', async () => {
    await submit('death', reportOn(FIRST - 3_000, ShareWith.PUBLIC, Layer.PUBLIC_RECORD));
    log();
    expect(expire(FIRST + 10_000)).toBe(0);
  });

  it('is never a retracted report, and expires only once', async () => {
    await submit('a');
    for (let n = 0; n < 5; n++) await submit(`b-${n}`);
    log();
    await ledger.writeReport(
      reportCommand('a', { kind: 'retract', base: 0 }, { reason: RetractionReason.MISTAKE }),
    );
    log();
    expect([
      expire(FIRST, 99_999, 2),
      expire(FIRST, 99_999, 2),
      expire(FIRST, 99_999, 2),
      expire(FIRST),
    ]).toEqual([2, 2, 1, 0]);
    expect(receiptOf(row('a')).retractionReason).toBe(RetractionReason.MISTAKE);
  });

  it('does not count as retracted by its organisation', async () => {
    for (const id of ['a', 'b', 'c']) await submit(id);
    await ledger.writeReport(
      reportCommand('a', { kind: 'retract', base: 0 }, { reason: RetractionReason.MISTAKE }),
    );
    expire(FIRST);
    const { counts } = rowsOf(ledger).review.readCountsSince(FIRST, Number.MAX_SAFE_INTEGER, 10);
    expect(counts.get(MYLA)).toEqual({ received: 3, removed: 1 });
  });

  it('is included in a number in the audit, with the service as the actor and without a reference', async () => {
    await submit('a');
    await submit('b');
    expire(FIRST);
    const last = AuditEntry.decode(ledger.audit.linksAfter(0, 100).at(-1)!.entry);
    expect(last).toMatchObject({ kind: AuditKind.REPORTS_EXPIRED, count: 2, organisation: 0 });
    expect(last.reference).toHaveLength(0);
  });

  it('was received on or before the cutoff day, for any batches and number of rounds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ after: fc.nat(30), happened: fc.nat(20) }), { minLength: 1, maxLength: 12 }),
        fc.array(
          fc.record({ receivedBy: fc.nat(30), settled: fc.nat(40), limit: fc.integer({ min: 1, max: 4 }) }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        async (reports, rounds) => {
          const round = `${ids.length}`;
          ids.push(round);
          const mine: string[] = [];
          for (const [i, { after, happened }] of reports.entries()) {
            day = FIRST + after;
            mine.push(`${round}-${i}`);
            await submit(`${round}-${i}`, reportOn(day - happened));
          }
          log();
          for (const { receivedBy, settled, limit } of rounds)
            while (expire(FIRST + receivedBy, FIRST + settled, limit) > 0);
          const wanted = reports.map(({ after, happened }) =>
            rounds.some(
              ({ receivedBy, settled }) =>
                after <= receivedBy && after < settled && after - happened < settled,
            ),
          );
          expect(mine.map(isExpired)).toEqual(wanted);
          expect(mine.map((id) => row(id).revision)).toEqual(wanted.map((isExpired) => (isExpired ? 2 : 1)));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('an activity report that expires', () => {
  it('is retracted on the log, cannot be sent again, and gets a tombstone as reports do', async () => {
    await ledger.writeActivity(activityCommand('w'));
    log();
    const cutoff = { receivedBy: FIRST, settledBefore: 0 };
    expect(rowsOf(ledger).expiry.expireActivities(cutoff, 10)).toMatchObject({ count: 1 });
    expect(rowsOf(ledger).expiry.expireActivities(cutoff, 10)).toMatchObject({ count: 0 });
    const [ended] = log();
    expect(ActivityEvent.decode(ended!.value!)).toMatchObject({
      revision: 2,
      change: { $case: 'retraction', value: { reason: RetractionReason.EXPIRED } },
    });
    for (const what of [{ kind: 'submit' }, { kind: 'revise', base: 2 }] as const)
      expect(await ledger.writeActivity(activityCommand('w', what))).toMatchObject({
        kind: 'refused',
        code: 'FAILED_PRECONDITION',
        message: expect.stringMatching(/this activity has expired/),
      });
    const purge = () =>
      purgeLog(ledger, rowsOf(ledger).purge, PURGE_TIMES, facts.nowMs(), new AbortController().signal);
    day += 7;
    await purge();
    expect(log().map(({ value }) => value)).toEqual([ended!.value]);
    day += 28;
    await purge();
    expect(log().map(({ value }) => value)).toEqual([null]);
    await purge();
    expect(log()).toEqual([]);
    expect(rowsOf(ledger).outbox.requeueAll(true)).toBe(0);
    const counted = AuditEntry.decode(ledger.audit.linksAfter(0, 100).at(-1)!.entry);
    expect(counted).toMatchObject({ kind: AuditKind.ACTIVITY_EXPIRED, count: 1 });
  });
});

describe('the cutoff', () => {
  const progress = { settledBeforeDay: 7 } as never;
  const latest = (atDay: number | undefined) => ({
    message: () => (atDay === undefined ? undefined : progress),
    atMs: () => (atDay === undefined ? undefined : atDay * DAY_MS),
  });

  it('is computed from the earlier of two clocks, and is undefined without progress', () => {
    const march = 20_527;
    expect(computeExpiryCutoff(latest(march), 36, march)).toEqual({ receivedBy: 19_431, settledBefore: 7 });
    expect(computeExpiryCutoff(latest(march), 36, march + 5_000)).toEqual({
      receivedBy: 19_431,
      settledBefore: 7,
    });
    expect(computeExpiryCutoff(latest(march + 5_000), 36, march)).toEqual({
      receivedBy: 19_431,
      settledBefore: 7,
    });
    expect(computeExpiryCutoff(latest(undefined), 36, march)).toBeUndefined();
  });
});
