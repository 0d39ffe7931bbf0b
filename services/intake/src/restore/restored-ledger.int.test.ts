import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country, Layer, ReportEvent, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import type { RestoreJournalBatch } from '@waylight/contracts/operations';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import type { ReportCommand } from '../report/report-command.ts';
import { incidentOf } from '../report/report-row.ts';
import { LEDGER_KEY, preparedReport, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';

const MYLA = 5;
const DAY = 20_000;
const IDS = ['a', 'b', 'c'];
let ms = 1_000;
const facts = { node: Country.MK, nowMs: () => ms++, today: () => DAY };
const mistake = { reason: RetractionReason.MISTAKE };

let folder: string;
let run = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'restored-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = (file: string) => openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
const referenceOf = (id: string) => Buffer.from(id.padEnd(16, '.')).toString('hex');
const isReport = (row: { retracted: number; publish: number }) => row.retracted === 0 && row.publish === 1;

type Counted = {
  readonly revision: number;
  readonly layer: Layer;
  readonly day: number | undefined;
  readonly isCounted: boolean;
};

/** Reads the log as the region does, which drops revisions that are not newer. */
function createRegion() {
  const counted = new Map<string, Counted>();
  /** Reads a compacted log in the same way. */
  const log = new Map<string, Counted>();
  let offset = 0;
  return {
    counted,
    log,
    receiveFrom(ledger: Ledger): void {
      const sent = rowsOf(ledger)
        .outbox.next(100)
        .map((one) => {
          const { revision, layer, change } = ReportEvent.decode(one.value ?? new Uint8Array());
          const key = Buffer.from(one.key).toString('hex');
          const day = change?.$case === 'incident' ? change.value.occurredDay : undefined;
          const state = { revision, layer, day, isCounted: day !== undefined };
          log.set(key, state);
          if (revision > (counted.get(key)?.revision ?? 0)) counted.set(key, state);
          return { ...one, partition: 0, offset: offset++ };
        });
      rowsOf(ledger).outbox.markLogged(
        sent,
        { nextOffsets: new Map([[0, offset]]), refused: new Set(), closed: [] },
        ms,
      );
    },
  };
}

type Step = { readonly id: string; readonly what: string; readonly shareWith: ShareWith };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    id: fc.constantFrom(...IDS),
    what: fc.constantFrom('write', 'write', 'retract', 'withdraw', 'narrow', 'send'),
    shareWith: fc.constantFrom(ShareWith.ORGANISATION, ShareWith.PARTNERS, ShareWith.PUBLIC),
  }),
  { maxLength: 10 },
);

/** The command of a sender that knows the node's last response. */
function commandOf(ledger: Ledger, { id, what, shareWith }: Step): ReportCommand {
  const base = ledger.queries.report(MYLA, id)?.revision ?? 0;
  const digest = `${id}${base}${shareWith}`;
  switch (what) {
    case 'retract':
      return reportCommand(id, { kind: 'retract', base: 0 }, mistake);
    case 'narrow':
      return reportCommand(id, { kind: 'narrow', base: 0, to: shareWith });
    case 'withdraw':
      return reportCommand(
        id,
        { kind: 'retract', base: 0, withdraws: true },
        { reason: RetractionReason.CONSENT_WITHDRAWN },
      );
    case 'record': {
      const record = preparedReport({ layer: Layer.PUBLIC_RECORD, incident: { shareWith } });
      return reportCommand(id, { kind: 'submit', digest }, { prepared: record });
    }
    default: {
      // Each revision has another day, which shows the revision that counts.
      const content = {
        prepared: preparedReport({ incident: { shareWith, occurredDay: DAY - (ms % 5_000) } }),
      };
      return reportCommand(
        id,
        base === 0 ? { kind: 'submit', digest } : { kind: 'revise', digest, base },
        content,
      );
    }
  }
}

/**
 * Returns a region and a restored ledger. The ledger is a copy from before the `after` steps; the region has
 * received these steps.
 */
async function restore(before: readonly Step[], after: readonly Step[], meanwhile: readonly Step[] = []) {
  const [file, copy] = [join(folder, `${run}.sqlite`), join(folder, `${run++}-copy.sqlite`)];
  const region = createRegion();
  const journal: RestoreJournalBatch[] = [];
  const runSteps = async (ledger: Ledger, all: readonly Step[]) => {
    for (const step of all) {
      if (step.what === 'send') region.receiveFrom(ledger);
      else await ledger.writeReport(commandOf(ledger, step));
    }
    region.receiveFrom(ledger);
    const { rows, reports } = rowsOf(ledger).restoreJournal.readUnjournalled(100);
    if (rows.length > 0)
      journal.push({ ...rowsOf(ledger).restoreJournal.nextMessageId(), reports: [...reports] });
    rowsOf(ledger).restoreJournal.markJournalled(rows, { topicId: 't', next: journal.length });
    ledger.close();
  };
  await runSteps(open(file), before);
  copyFileSync(file, copy);
  await runSteps(open(file), after);
  const ledger = open(copy);
  // The log is unreachable during these steps.
  for (const step of meanwhile) await ledger.writeReport(commandOf(ledger, step));
  const { next } = rowsOf(ledger).restoreJournal.position();
  const result = rowsOf(ledger).restoreJournal.reconcile(
    journal.slice(next),
    { topicId: 't', next: journal.length },
    () => 0,
  );
  region.receiveFrom(ledger);
  return { ledger, region, journal, result };
}

const expireAll = (ledger: Ledger) =>
  rowsOf(ledger).expiry.expireReports({ receivedBy: DAY, settledBefore: DAY + 1 }, 100);

describe('a ledger that is restored from an older copy', () => {
  it('contains the same reports as the region counts, and so does the log, whenever the copy was made', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        const { ledger, region } = await restore(before, after);
        expect([...region.log].sort()).toEqual([...region.counted].sort());
        const counted = [...region.counted.values()].filter(({ isCounted }) => isCounted);
        const own = await rowsOf(ledger).partitions.read(100, async () => undefined);
        expect(own.get(0)?.reports ?? 0).toBe(counted.length);
        for (const id of IDS) {
          const row = ledger.queries.report(MYLA, id);
          const counted = region.counted.get(referenceOf(id));
          if (row === undefined || counted === undefined) continue;
          expect([id, row.revision, isReport(row)]).toEqual([id, counted.revision, counted.isCounted]);
          if (isReport(row)) expect(incidentOf(row)?.occurredDay).toBe(counted.day);
        }
        ledger.close();
      }),
      { numRuns: 60 },
    );
  });

  it('leads to counts of later commands of any sender, by the id that the sender used', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, steps, async (before, after, later) => {
        const { ledger, region } = await restore(before, after);
        for (const step of later.filter(({ what }) => what !== 'send')) {
          const result = await ledger.writeReport(commandOf(ledger, step));
          region.receiveFrom(ledger);
          if (result.kind !== 'done') continue;
          const row = ledger.queries.report(MYLA, step.id);
          const counted = region.counted.get(referenceOf(step.id));
          if (row === undefined || counted === undefined) continue;
          expect([step, isReport(row)]).toEqual([step, counted.isCounted]);
          if (isReport(row)) expect(incidentOf(row)?.occurredDay).toBe(counted.day);
        }
        // A retracted report is not counted, whether the copy has it or not.
        for (const id of IDS) {
          await ledger.writeReport(reportCommand(id, { kind: 'retract', base: 0 }, mistake));
          region.receiveFrom(ledger);
          expect([id, region.counted.get(referenceOf(id))?.isCounted ?? false]).toEqual([id, false]);
        }
        ledger.close();
      }),
      { numRuns: 60 },
    );
  });

  it('expires the reports that are missing in it', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        const { ledger, region } = await restore(before, after);
        expireAll(ledger);
        region.receiveFrom(ledger);
        expect([...region.counted.values()].filter(({ isCounted }) => isCounted)).toEqual([]);
        ledger.close();
      }),
      { numRuns: 60 },
    );
  });

  it('sends its reports to a recreated log, and drops the placeholders of missing reports', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        const { ledger } = await restore(before, after);
        rowsOf(ledger).outbox.requeueAll(true);
        const recreated = createRegion();
        recreated.receiveFrom(ledger);
        const counted = [...recreated.counted.values()].filter(({ isCounted }) => isCounted);
        const own = await rowsOf(ledger).partitions.read(100, async () => undefined);
        expect(own.get(0)?.reports ?? 0).toBe(counted.length);
        ledger.close();
      }),
      { numRuns: 30 },
    );
  });

  const write = (id: string, shareWith: ShareWith = ShareWith.PARTNERS) => ({ id, what: 'write', shareWith });

  it('counts missing reports, returns none of them, and continues from them when they are sent again', async () => {
    const { ledger, result } = await restore([write('a')], [write('b'), write('b'), write('a')]);
    expect(result).toMatchObject({ retracted: 0, outdated: 1, missing: 1 });
    const filter = { reportIds: [], importId: '', states: [], occurred: {} };
    const listed = () => ledger.queries.list(MYLA, filter, '', 10)?.map((row) => row.report_id);
    expect(listed()).toEqual(['a']);
    expect(ledger.queries.changedAfter(MYLA, 0, 10).map((row) => row.report_id)).toEqual(['a']);
    const narrowing = await ledger.writeReport(
      reportCommand('b', { kind: 'narrow', base: 0, to: ShareWith.COUNTRY }),
    );
    expect(narrowing).toMatchObject({ kind: 'refused', code: 'FAILED_PRECONDITION' });
    const repeated = await ledger.writeReport(reportCommand('b', { kind: 'submit', digest: 'B' }));
    expect(repeated).toMatchObject({ kind: 'done', receipt: { reportId: 'b', revision: 3 } });
    expect(listed()).toEqual(['b', 'a']);
    // A repeated report is then unchanged, as any report is.
    expect(await ledger.writeReport(reportCommand('b', { kind: 'submit', digest: 'B' }))).toMatchObject({
      receipt: { revision: 3 },
    });
    ledger.close();
  });

  it('notes an outdated report in its receipt, until it is corrected', async () => {
    const { ledger } = await restore([write('a')], [write('a')]);
    expect(ledger.queries.report(MYLA, 'a')).toMatchObject({
      revision: 3,
      notes: expect.stringContaining('an older copy'),
    });
    await ledger.writeReport(reportCommand('a', { kind: 'revise', base: 3, digest: 'A' }));
    expect(ledger.queries.report(MYLA, 'a')?.notes).toBeNull();
    ledger.close();
  });

  const step = (what: string, shareWith: ShareWith = ShareWith.PARTNERS): Step => ({
    id: 'a',
    what,
    shareWith,
  });
  const isCounted = (region: Awaited<ReturnType<typeof restore>>['region']) =>
    region.counted.get(referenceOf('a'))?.isCounted ?? false;

  it.each<[string, Step[], Step[]]>([
    [
      'of a report that is retracted in the copy',
      [step('write', ShareWith.PUBLIC), step('retract')],
      [step('write', ShareWith.PUBLIC), step('narrow', ShareWith.COUNTRY)],
    ],
    [
      'that was narrowed further on the same day',
      [step('write', ShareWith.PUBLIC), step('narrow'), step('write', ShareWith.ORGANISATION)],
      [step('narrow', ShareWith.ORGANISATION)],
    ],
  ])('keeps to the limit %s', async (_which, before, after) => {
    const { ledger, region } = await restore(before, after);
    const wide = await ledger.writeReport(commandOf(ledger, step('write', ShareWith.PUBLIC)));
    expect(wide.kind).toBe('invalid');
    region.receiveFrom(ledger);
    expect(isCounted(region)).toBe(false);
    ledger.close();
  });

  it('does not return a report to the public record that had left it', async () => {
    const { ledger, region } = await restore([step('record', ShareWith.PUBLIC)], [step('write')]);
    expect(ledger.queries.report(MYLA, 'a')).toMatchObject({ layer: Layer.REPORTS, revision: 3 });
    expect(region.counted.get(referenceOf('a'))).toMatchObject({ layer: Layer.REPORTS });
    ledger.close();
  });

  it('keeps withdrawn consent as the reason, even if the copy retracted the report for another reason meanwhile', async () => {
    const { ledger, region } = await restore([step('write')], [step('withdraw')], [step('retract')]);
    const widened = await ledger.writeReport(commandOf(ledger, step('write')));
    expect(widened.kind).toBe('invalid');
    region.receiveFrom(ledger);
    expect(isCounted(region)).toBe(false);
    ledger.close();
  });

  it('refuses a stale revision of a missing report that was retracted', async () => {
    const { ledger, journal } = await restore([], [step('write'), step('write')]);
    rowsOf(ledger).restoreJournal.reconcile(
      [
        {
          incarnation: Buffer.alloc(8, 9),
          sequence: 1,
          reports: [{ ...journal[0]!.reports[0]!, revision: 3, retracted: true }],
        },
      ],
      { topicId: 't', next: 9 },
      () => 0,
    );
    const stale = await ledger.writeReport(reportCommand('a', { kind: 'revise', digest: 'A', base: 2 }));
    expect(stale).toMatchObject({ kind: 'refused', code: 'ABORTED' });
    ledger.close();
  });

  it('keeps the placeholders of missing reports if only another topic than the reports topic was recreated', async () => {
    const { ledger } = await restore([], [step('write')]);
    rowsOf(ledger).outbox.requeueAll(false);
    expect(await ledger.writeReport(reportCommand('a', { kind: 'retract', base: 0 }, mistake))).toMatchObject(
      {
        receipt: { revision: 2 },
      },
    );
    ledger.close();
  });

  it('does not change when it applies the same entries again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        const { ledger, journal } = await restore(before, after);
        const copies = journal.map((one) => ({
          ...one,
          incarnation: Buffer.from(one.incarnation).reverse(),
        }));
        const result = rowsOf(ledger).restoreJournal.reconcile(
          copies.slice(-1),
          { topicId: 't', next: journal.length },
          () => 0,
        );
        expect(result).toMatchObject({ retracted: 0, outdated: 0, missing: 0 });
        ledger.close();
      }),
      { numRuns: 30 },
    );
  });
});
