import { Country, RetractionReason } from '@waylight/contracts/incident';
import { describe, expect, it } from 'vitest';
import { evolve } from '../report/evolve.ts';
import type { ReportCommand } from '../report/report-command.ts';
import type { StoredReport } from '../report/report-row.ts';
import { reportCommand } from '../testing/report-commands.ts';
import { reconcileRow, toJournalEntry } from './reconcile-row.ts';

let ms = 1_000;
const facts = { node: Country.MK, nowMs: () => ms++, today: () => 20_000 };

const apply = (
  row: StoredReport | undefined,
  command: ReportCommand,
  change: 'content' | 'retraction',
): StoredReport => evolve(row, command, { revision: (row?.revision ?? 0) + 1, change }, facts);

const submit = () => apply(undefined, reportCommand('a', { kind: 'submit', digest: 'A' }), 'content');

const revise = (row: StoredReport) =>
  apply(row, reportCommand('a', { kind: 'revise', digest: 'B', base: row.revision }), 'content');

const retract = (row: StoredReport, reason: RetractionReason) =>
  apply(row, reportCommand('a', { kind: 'retract', base: 0 }, { reason }), 'retraction');

describe('a report that was retracted after the backup', () => {
  const copy = submit();

  it.each([
    ['a mistake', RetractionReason.MISTAKE],
    ['consent that was withdrawn', RetractionReason.CONSENT_WITHDRAWN],
  ])('is retracted in the restored copy, even if the copy revised it: %s', (_, reason) => {
    const entry = toJournalEntry(retract(copy, reason));
    expect(reconcileRow(copy, entry, facts)).toMatchObject({
      was: 'retracted',
      row: { retracted: 1, revision: 2, event: expect.any(Uint8Array) },
    });
    expect(reconcileRow(revise(copy), entry, facts)).toMatchObject({
      was: 'retracted',
      row: { retracted: 1, revision: 3 },
    });
  });

  it('does not change if the copy retracted it as well', () => {
    const row = retract(copy, RetractionReason.MISTAKE);
    expect(reconcileRow(row, toJournalEntry(row), facts)).toBeUndefined();
  });
});

describe('a report that was revised after the backup', () => {
  const copy = submit();
  const entry = toJournalEntry(revise(revise(copy)));

  it.each([
    ['the copy is older', copy],
    ['the copy revised it less often meanwhile', revise(copy)],
    ['the copy revised it as often meanwhile', revise(revise(copy))],
  ])('gets a revision number above that on the log, so that the region accepts it, if %s', (_, row) => {
    expect(reconcileRow(row, entry, facts)).toMatchObject({
      was: 'outdated',
      row: { retracted: 0, revision: 4 },
    });
  });

  it('does not change if the copy has a newer revision', () => {
    expect(reconcileRow(revise(revise(revise(copy))), entry, facts)).toBeUndefined();
  });
});
