import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import type { RestoreJournalBatch } from '@waylight/contracts/operations';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, preparedReport, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';

const MYLA = 5;
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };
const IDS = ['a', 'b', 'c'];

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    id: fc.constantFrom(...IDS),
    what: fc.constantFrom('write', 'retract', 'withdraw', 'narrow', 'expire', 'journal', 'lose' as const),
    shareWith: fc.constantFrom(
      ShareWith.ORGANISATION,
      ShareWith.COUNTRY,
      ShareWith.PARTNERS,
      ShareWith.PUBLIC,
    ),
  }),
  { minLength: 1, maxLength: 14 },
);

type Step = { readonly id: string; readonly what: string; readonly shareWith: ShareWith };

const stateOf = (ledger: Ledger, id: string) => ledger.queries.report(MYLA, id);

function apply(ledger: Ledger, messages: readonly RestoreJournalBatch[], next: number): number {
  const { retracted, outdated, missing } = rowsOf(ledger).restoreJournal.reconcile(
    messages,
    { topicId: 't', next },
    () => 0,
  );
  return retracted + outdated + missing;
}

async function takeStep(
  ledger: Ledger,
  { id, what, shareWith }: Step,
  journal: RestoreJournalBatch[],
): Promise<void> {
  const base = stateOf(ledger, id)?.revision ?? 0;
  const content = { prepared: preparedReport({ incident: { shareWith } }) };
  const digest = `${id}${base}${shareWith}`;
  switch (what) {
    case 'write':
      await ledger.writeReport(
        reportCommand(
          id,
          base === 0 ? { kind: 'submit', digest } : { kind: 'revise', digest, base },
          content,
        ),
      );
      return;
    case 'retract':
      await ledger.writeReport(
        reportCommand(id, { kind: 'retract', base: 0 }, { reason: RetractionReason.MISTAKE }),
      );
      return;
    case 'withdraw':
      await ledger.writeReport(
        reportCommand(
          id,
          { kind: 'retract', base: 0, withdraws: true },
          { reason: RetractionReason.CONSENT_WITHDRAWN },
        ),
      );
      return;
    case 'narrow':
      await ledger.writeReport(reportCommand(id, { kind: 'narrow', base: 0, to: shareWith }));
      return;
    case 'expire':
      rowsOf(ledger).expiry.expireReports({ receivedBy: 20_000, settledBefore: 99_999 }, 1);
      return;
    default: {
      const { rows, reports } = rowsOf(ledger).restoreJournal.readUnjournalled(100);
      if (rows.length === 0) return;
      journal.push({ ...rowsOf(ledger).restoreJournal.nextMessageId(), reports: [...reports] });
      // The log stored the message, but the response was lost.
      if (what === 'lose') return;
      rowsOf(ledger).restoreJournal.markJournalled(rows, { topicId: 't', next: journal.length });
    }
  }
}

it('a narrowing is journalled, and journalled again in a replaced journal, even if it was corrected before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'restore-journal-'));
  const ledger = openNodeLedger({ file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY }, 'MK', facts);
  const sharedWith = (shareWith: ShareWith) => ({ prepared: preparedReport({ incident: { shareWith } }) });
  await ledger.writeReport(reportCommand('a', { kind: 'submit', digest: 'A' }, sharedWith(ShareWith.PUBLIC)));
  await ledger.writeReport(reportCommand('a', { kind: 'narrow', base: 0, to: ShareWith.COUNTRY }));
  await ledger.writeReport(
    reportCommand('a', { kind: 'revise', digest: 'B', base: 2 }, sharedWith(ShareWith.COUNTRY)),
  );
  const entry = { revision: 3, shareWith: ShareWith.COUNTRY, cappedTo: ShareWith.COUNTRY };
  const { rows, reports } = rowsOf(ledger).restoreJournal.readUnjournalled(10);
  expect(reports).toMatchObject([entry]);
  rowsOf(ledger).restoreJournal.markJournalled(rows, { topicId: 't', next: 1 });
  expect(rowsOf(ledger).restoreJournal.readUnjournalled(10).reports).toEqual([]);
  rowsOf(ledger).restoreJournal.republishSince(0, { topicId: 'another', next: 0 });
  expect(rowsOf(ledger).restoreJournal.readUnjournalled(10).reports).toMatchObject([entry]);
  ledger.close();
  rmSync(folder, { recursive: true });
});

const step = { id: 'a', shareWith: ShareWith.PARTNERS } as const;

it('no report in the copy lives longer or is shared more widely than in the lost ledger, whenever the copy was made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'restore-journal-'));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, steps, async (before, after) => {
      const [file, copy] = [join(folder, `${run}.sqlite`), join(folder, `${run++}-copy.sqlite`)];
      const journal: RestoreJournalBatch[] = [];
      let ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
      for (const step of before) await takeStep(ledger, step, journal);
      ledger.close();
      copyFileSync(file, copy);
      ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
      for (const step of after) await takeStep(ledger, step, journal);
      await takeStep(ledger, { id: '', what: 'journal', shareWith: ShareWith.ORGANISATION }, journal);
      const restored = openNodeLedger({ file: copy, key: LEDGER_KEY }, 'MK', facts);
      const { next } = rowsOf(restored).restoreJournal.position();
      apply(restored, journal.slice(next), journal.length);
      for (const id of IDS) {
        const [original, copied] = [stateOf(ledger, id), stateOf(restored, id)];
        if (original === undefined || copied === undefined || copied.retracted === 1) continue;
        expect([id, original.retracted]).toEqual([id, 0]);
        expect(copied.share_with).toBeLessThanOrEqual(original.share_with);
        // A later revision cannot widen a narrowed report either.
        if (original.cap !== undefined) expect(copied.cap?.to ?? 9).toBeLessThanOrEqual(original.cap.to);
      }
      // Applying the journal again changes nothing, even with another incarnation.
      const replayed = journal.slice(next);
      const fromOtherIncarnation = replayed.map((message) => ({
        ...message,
        incarnation: Buffer.from(message.incarnation).reverse(),
      }));
      for (const messages of [replayed, fromOtherIncarnation])
        expect(apply(restored, messages, journal.length)).toBe(0);
      // The original ledger recognises each message as its own.
      ledger.close();
      ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
      for (const one of journal) expect(apply(ledger, [one], journal.length)).toBe(0);
      // A report that the copy never had is refused in the same way as in the original ledger.
      for (const id of IDS) {
        const original = stateOf(ledger, id);
        if (original?.retracted !== 1 || stateOf(restored, id) !== undefined) continue;
        const resubmitted = await restored.writeReport(reportCommand(id, { kind: 'submit', digest: 'new' }));
        expect([id, resubmitted.kind]).toEqual([id, 'refused']);
      }
      ledger.close();
      restored.close();
    }),
    {
      numRuns: 40,
      // The report is narrowed to its present audience, so only the limit of later revisions changes.
      examples: [
        [[{ ...step, what: 'write' }], [{ ...step, what: 'narrow' }]],
        // The report is restored from a retraction after the log stored it, whether the response was lost or
        // not.
        ...['lose', 'journal'].map((what): [Step[], Step[]] => [
          [{ ...step, what: 'write' }],
          [
            { ...step, what: 'retract' },
            { ...step, what },
            { ...step, what: 'write' },
          ],
        ]),
        // The report is corrected before its narrowing was journalled.
        [
          [{ ...step, what: 'write' }],
          [
            { ...step, what: 'narrow' },
            { ...step, what: 'write' },
          ],
        ],
      ],
    },
  );
  rmSync(folder, { recursive: true });
});
