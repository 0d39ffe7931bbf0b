import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country, Layer, ReportEvent, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { Outcome, ReceiptState } from '@waylight/contracts/intake';
import { NodeProgress } from '@waylight/contracts/operations';
import { createLogger } from '@waylight/service-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from './ledger.ts';
import { openNodeLedger } from './node-ledger.ts';
import { compareOnce, type ResendHistory } from './progress/comparison.ts';
import type { Progress } from './progress/progress.ts';
import type { ReportCommand } from './report/report-command.ts';
import { consentOf } from './report/report-row.ts';
import { LEDGER_KEY, preparedReport, reportCommand } from './testing/report-commands.ts';
import { rowsOf } from './testing/rows-of.ts';

const MYLA = 5;
const OTHER = 7;
const DAY = 20_000;

let folder: string;
let file: string;
let nowMs: number;
let ledger: Ledger;

const facts = { node: Country.MK, nowMs: () => nowMs, today: () => DAY };
const submit = (id: string, digest = id, over: Partial<ReportCommand> = {}) =>
  ledger.writeReport(reportCommand(id, { kind: 'submit', digest }, over));
const revise = (id: string, digest: string, base: number, over: Partial<ReportCommand> = {}) =>
  ledger.writeReport(reportCommand(id, { kind: 'revise', digest, base }, over));
const retract = (id: string, reason: RetractionReason = RetractionReason.MISTAKE) =>
  ledger.writeReport(reportCommand(id, { kind: 'retract', base: 0 }, { reason }));
const state = (id: string) => ledger.queries.report(MYLA, id)?.state;
const own = preparedReport({ incident: { shareWith: ShareWith.ORGANISATION } });

/** Marks the records of the outbox as logged, on a log of one partition, from this offset on. */
function log(from: number, progress?: Progress) {
  const sent = rowsOf(ledger)
    .outbox.next(2_000)
    .map((one, i) => ({ ...one, partition: 0, offset: from + i }));
  rowsOf(ledger).outbox.markLogged(sent, progress, nowMs);
  return sent;
}

function upTo(nextOffset: number, closed: Progress['closed'] = []): Progress {
  return { nextOffsets: new Map([[0, nextOffset]]), refused: new Set(), closed };
}

function apply(progress: Progress) {
  rowsOf(ledger).progress.markPartitionCounted(0, -1, progress, 1_000, nowMs);
  rowsOf(ledger).progress.applyReleases(0, progress, 1_000, nowMs);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.sqlite');
  nowMs = 1_000;
  ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

describe('the ledger', () => {
  it('can be read only by its owner', () => {
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('can be opened by one process at a time', () => {
    expect(() => openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts)).toThrow(
      expect.objectContaining({ code: 'in-use' }),
    );
  });

  it('belongs to one node', () => {
    ledger.close();
    expect(() => openNodeLedger({ file, key: LEDGER_KEY }, 'RS', facts)).toThrow(
      expect.objectContaining({ code: 'another-node' }),
    );
    ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
  });

  it('returns the same receipt for the same report, also after the ledger was reopened', async () => {
    const first = await submit('a');
    expect(first).toMatchObject({ kind: 'done', outcome: Outcome.ACCEPTED, receipt: { revision: 1 } });
    ledger.close();
    nowMs += 5_000;
    ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
    const repeated = await submit('a');
    expect(repeated).toEqual({ ...first, outcome: Outcome.UNCHANGED });
  });

  it('decides the commands of one group in their order', async () => {
    const results = await Promise.all([
      submit('a'),
      submit('a'),
      submit('a', 'B'),
      revise('a', 'B', 1),
      retract('a'),
    ]);
    expect(results).toMatchObject([
      { outcome: Outcome.ACCEPTED },
      { outcome: Outcome.UNCHANGED },
      { kind: 'refused', code: 'ALREADY_EXISTS' },
      { outcome: Outcome.ACCEPTED, receipt: { revision: 2 } },
      { outcome: Outcome.ACCEPTED, receipt: { revision: 3 } },
    ]);
  });

  it('changes nothing for a command that only validates', async () => {
    const result = await submit('a', 'A', { validateOnly: true });
    expect(result).toMatchObject({ outcome: Outcome.WOULD_ACCEPT, receipt: { revision: 1, state: 0 } });
    expect(ledger.queries.report(MYLA, 'a')).toBeUndefined();
  });

  it('separates organisations: the same id of another organisation is another report', async () => {
    await submit('a');
    expect(await submit('a', 'B', { organisation: OTHER })).toMatchObject({ outcome: Outcome.ACCEPTED });
    expect(
      ledger.queries.list(OTHER, { reportIds: [], importId: '', states: [], occurred: {} }, '', 10),
    ).toHaveLength(1);
  });

  it('deletes the content and the consent of a retracted report', async () => {
    const consent = {
      basis: 'consent',
      scope: 'partners',
      givenOn: '2026-03',
      givenBy: 'guardian',
      linkage: 'unknown',
    };
    await submit('a', 'A', { prepared: preparedReport({ consent }) });
    expect(consentOf(ledger.queries.report(MYLA, 'a')!)).toMatchObject(consent);
    await retract('a', RetractionReason.CONSENT_WITHDRAWN);
    const row = ledger.queries.report(MYLA, 'a');
    expect(row).toMatchObject({ digest: '', occurred_from: null, notes: null, consent: null });
    expect(ReportEvent.decode(row!.event).change).toMatchObject({
      $case: 'retraction',
      value: { reason: RetractionReason.CONSENT_WITHDRAWN },
    });
  });
});

describe('the outbox', () => {
  it('returns shared revisions in the order of acceptance, with the same bytes every time', async () => {
    for (const id of ['c', 'a', 'b']) await submit(id);
    const first = rowsOf(ledger).outbox.next(10);
    expect(first.map(({ row }) => row)).toEqual([1, 2, 3]);
    ledger.close();
    ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
    expect(rowsOf(ledger).outbox.next(10)).toEqual(first);
  });

  it('never contains a report that is shared with no other organisation', async () => {
    await submit('a', 'A', { prepared: own });
    expect(rowsOf(ledger).outbox.next(10)).toEqual([]);
    await retract('a');
    expect(rowsOf(ledger).outbox.next(10)).toEqual([]);
    expect(state('a')).toBe(ReceiptState.RETRACTED);
  });

  it('retracts a report that was narrowed to the organisation, and publishes the report again when it is widened', async () => {
    await submit('a');
    log(0);
    await revise('a', 'B', 1, { prepared: own });
    const [narrowed] = rowsOf(ledger).outbox.next(10);
    expect(ReportEvent.decode(narrowed!.value!)).toMatchObject({
      revision: 2,
      change: { $case: 'retraction', value: { reason: RetractionReason.SHARING_NARROWED } },
    });
    expect(ReportEvent.decode(ledger.queries.report(MYLA, 'a')!.event).change?.$case).toBe('incident');
    log(1, upTo(2));
    expect(state('a')).toBe(ReceiptState.RETRACTED);
    await revise('a', 'C', 2);
    expect(ReportEvent.decode(rowsOf(ledger).outbox.next(10)[0]!.value!)).toMatchObject({
      revision: 3,
      change: { $case: 'incident' },
    });
  });

  it('keeps a revision queued if it was accepted while the previous revision was being sent', async () => {
    await submit('a');
    const beingSent = rowsOf(ledger).outbox.next(10);
    await revise('a', 'B', 1);
    rowsOf(ledger).outbox.markLogged(
      beingSent.map((one) => ({ ...one, partition: 0, offset: 0 })),
      undefined,
      nowMs,
    );
    expect(state('a')).toBe(ReceiptState.ACCEPTED);
    expect(rowsOf(ledger).outbox.next(10)).toMatchObject([{ revision: 2 }]);
  });

  it('can requeue all shared reports without resetting a receipt', async () => {
    await Promise.all([submit('a'), submit('b', 'B', { prepared: own })]);
    log(0, upTo(1));
    expect(rowsOf(ledger).outbox.requeueAll(true)).toBe(1);
    expect(log(7)).toHaveLength(1);
    expect(state('a')).toBe(ReceiptState.COUNTED);
  });
});

describe('a receipt', () => {
  it('advances from accepted to logged to counted, each with its time', async () => {
    await submit('a');
    nowMs = 2_000;
    log(0);
    nowMs = 3_000;
    apply(upTo(1));
    const row = ledger.queries.report(MYLA, 'a');
    expect(row).toMatchObject({
      state: ReceiptState.COUNTED,
      accepted_at: 1_000,
      logged_at: 2_000,
      counted_at: 3_000,
    });
  });

  it('is not counted if its offset is above the region’s position, or if the region refused the report', async () => {
    await submit('a');
    await submit('b');
    log(0);
    apply({ ...upTo(2), refused: new Set([Buffer.from('a'.padEnd(16, '.')).toString('hex')]) });
    expect([state('a'), state('b')]).toEqual([ReceiptState.LOGGED, ReceiptState.COUNTED]);
  });

  it('is counted at once if the progress arrived before the node had marked the report as logged', async () => {
    await submit('a');
    log(0, upTo(1));
    expect(state('a')).toBe(ReceiptState.COUNTED);
  });

  it('becomes retracted when the retraction is counted, and not before', async () => {
    await submit('a');
    log(0, upTo(1));
    await retract('a');
    log(1);
    expect(state('a')).toBe(ReceiptState.LOGGED);
    apply(upTo(2));
    expect(state('a')).toBe(ReceiptState.RETRACTED);
  });

  it('names the releases that contain the report, and keeps these names when the report is revised', async () => {
    const release = (id: string, below: number, fromDay: number, toDay: number) => ({
      fromDay,
      toDay,
      byReceipt: false,
      nextOffsets: [below],
      releases: [{ releaseId: id, sharedFrom: ShareWith.PARTNERS }],
    });
    await submit('in');
    await submit('own-country', 'x', {
      prepared: preparedReport({ incident: { shareWith: ShareWith.COUNTRY } }),
    });
    await submit('record', 'x', { prepared: preparedReport({ layer: Layer.PUBLIC_RECORD }) });
    await submit('late');
    log(0, upTo(4));
    apply(upTo(4, [release('r1', 3, DAY - 20, DAY + 7), release('r2', 4, DAY + 1, DAY + 28)]));
    expect(
      ['in', 'own-country', 'record', 'late'].map((id) => ledger.queries.report(MYLA, id)?.releases),
    ).toEqual(['["r1"]', null, null, null]);
    expect(state('in')).toBe(ReceiptState.IN_RELEASE);
    await revise('in', 'B', 1);
    expect(ledger.queries.report(MYLA, 'in')).toMatchObject({
      state: ReceiptState.ACCEPTED,
      releases: '["r1"]',
    });
  });

  it('is returned once for each change, in order, when reading resumes from a change', async () => {
    await Promise.all([submit('a'), submit('b'), submit('x', 'x', { organisation: OTHER })]);
    const first = ledger.queries.changedAfter(MYLA, 0, 10);
    expect(first.map((row) => row.report_id)).toEqual(['a', 'b']);
    log(0);
    await revise('a', 'B', 1);
    const rest = ledger.queries.changedAfter(MYLA, first.at(-1)!.changed, 10);
    expect(rest.map((row) => [row.report_id, row.state])).toEqual([
      ['b', ReceiptState.LOGGED],
      ['a', ReceiptState.ACCEPTED],
    ]);
  });
});

describe('an import', () => {
  const createdBy = (importId: string) => ({ prepared: preparedReport({ importId }) });
  const created = (importId: string) =>
    ledger.queries
      .list(MYLA, { reportIds: [], importId, states: [], occurred: {} }, '', 10)
      ?.map((r) => r.report_id);

  it('owns the reports that it created, also after later changes, but not reports that it only changed', async () => {
    await submit('a', 'A', createdBy('i1'));
    await revise('a', 'B', 1, createdBy('i2'));
    expect([created('i1'), created('i2')]).toEqual([['a'], []]);
    expect(ledger.queries.report(MYLA, 'a')?.last_import).toBe('i2');
  });

  it('owns a report that it restored from a retraction', async () => {
    await submit('a', 'A', createdBy('i1'));
    await retract('a');
    await revise('a', 'B', 2, createdBy('i2'));
    expect([created('i1'), created('i2')]).toEqual([[], ['a']]);
  });
});

describe('the comparison with the region', () => {
  const progressOf = (currentReports: number, currentDigest: Buffer, nextOffset: number) =>
    NodeProgress.fromPartial({
      partitions: [{ partition: 0, nextOffset: BigInt(nextOffset), currentReports, currentDigest }],
    });

  async function compareWith(progress: NodeProgress, sent: ResendHistory = new Map()) {
    const latest = { message: () => progress, progress: () => undefined, set: () => undefined };
    const log = createLogger({ service: 'intake', level: 'silent' });
    await compareOnce(
      { country: 'MK', ledger, outboxDepth: rowsOf(ledger).outbox.depth, latest, log },
      rowsOf(ledger).partitions,
      sent,
    );
    return rowsOf(ledger).outbox.depth();
  }

  it('resends only the reports that the region has lost, and resends them once', async () => {
    await Promise.all([submit('a'), submit('b')]);
    log(0, upTo(2));
    const own = await rowsOf(ledger).partitions.read(1, async () => undefined);
    const digest = Buffer.from(own.get(0)!.digest, 'hex');
    expect(own.get(0)).toMatchObject({ reports: 2, lastOffset: 1, isSettled: true });
    expect(await compareWith(progressOf(2, digest, 2))).toBe(0);
    const sent: ResendHistory = new Map();
    expect(await compareWith(progressOf(0, Buffer.alloc(16), 2), sent)).toBe(2);
    log(2, upTo(4));
    expect(state('a')).toBe(ReceiptState.COUNTED);
    // The second resend follows at once, because there may be another loss. After that, 1, 3, 7 … comparisons
    // are skipped.
    const sentAt: number[] = [];
    for (let n = 0; n < 60; n++) {
      if ((await compareWith(progressOf(0, Buffer.alloc(16), 1_000), sent)) === 0) continue;
      sentAt.push(n);
      log(4 + 2 * n, upTo(6 + 2 * n));
    }
    expect(sentAt).toEqual([0, 2, 6, 14, 30, 54]);
    // One equal comparison resets the backoff.
    expect(await compareWith(progressOf(2, digest, 1_000), sent)).toBe(0);
    expect(await compareWith(progressOf(0, Buffer.alloc(16), 1_000), sent)).toBe(2);
  });
});
