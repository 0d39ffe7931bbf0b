import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoDay } from '@waylight/calendar';
import { Country, ReportEvent, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { Outcome } from '@waylight/contracts/intake';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, preparedReport, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import type { PreparedReport } from './report-command.ts';
import { incidentOf } from './report-row.ts';

const MYLA = 5;
const DAY = 20_000;
const { ORGANISATION, COUNTRY, PARTNERS, NETWORK } = ShareWith;

let folder: string;
let ledger: Ledger;

const facts = { node: Country.MK, nowMs: () => 1_000, today: () => DAY };
const open = () => openNodeLedger({ file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY }, 'MK', facts);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  ledger = open();
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

const content = (shareWith: ShareWith, over: Partial<PreparedReport> = {}) =>
  preparedReport({
    incident: { shareWith },
    notes: [{ field: 'place', text: 'not found' }],
    importId: 'i1',
    ...over,
  });
const submit = (digest: string, prepared: PreparedReport = content(NETWORK)) =>
  ledger.writeReport(reportCommand('a', { kind: 'submit', digest }, { prepared }));
const revise = (digest: string, base: number, prepared: PreparedReport) =>
  ledger.writeReport(reportCommand('a', { kind: 'revise', digest, base }, { prepared }));
const narrow = (to: ShareWith, base = 0) =>
  ledger.writeReport(reportCommand('a', { kind: 'narrow', base, to }));
const row = () => ledger.queries.report(MYLA, 'a')!;
const onLog = () =>
  rowsOf(ledger)
    .outbox.next(1)
    .map(({ value }) => ReportEvent.decode(value!))[0];

const consentSince = (audience: string, day: number) => ({
  basis: 'consent',
  scope: audience,
  givenOn: isoDay(day),
  givenBy: 'person',
  linkage: 'unknown',
});
const widerThan = (audience: string) => ({
  kind: 'invalid',
  violations: [{ field: 'share_with', candidates: [audience] }],
});

describe('a narrowed report', () => {
  it('has another audience and no other change, also on the log', async () => {
    await submit('A');
    const before = row();
    expect(await narrow(COUNTRY)).toMatchObject({ outcome: Outcome.ACCEPTED, receipt: { revision: 2 } });
    expect(incidentOf(row())).toEqual({ ...incidentOf(before)!, shareWith: COUNTRY });
    expect(onLog()).toEqual({
      ...ReportEvent.decode(before.event),
      revision: 2,
      change: { $case: 'incident', value: incidentOf(row()) },
    });
    const { digest, notes, occurred_from, created_import } = before;
    expect(row()).toMatchObject({ digest, notes, occurred_from, created_import, share_with: COUNTRY });
  });

  it('is retracted on the log if no other audience may count it, but stays in the numbers of its organisation', async () => {
    await submit('A');
    await narrow(ORGANISATION);
    expect(onLog()?.change).toMatchObject({ value: { reason: RetractionReason.SHARING_NARROWED } });
    expect(incidentOf(row())?.shareWith).toBe(ORGANISATION);
    const { counts } = rowsOf(ledger).review.readCountsSince(DAY, Number.MAX_SAFE_INTEGER, 10);
    expect(counts.get(MYLA)).toEqual({ received: 1, removed: 1 });
  });

  it('does not change if it is narrowed again to the same or a wider audience', async () => {
    await submit('A');
    await narrow(COUNTRY, 1);
    for (const repeated of [narrow(COUNTRY, 1), narrow(COUNTRY), narrow(PARTNERS)])
      expect(await repeated).toMatchObject({ outcome: Outcome.UNCHANGED, receipt: { revision: 2 } });
    expect(await narrow(ORGANISATION)).toMatchObject({ receipt: { revision: 3 } });
  });

  it('stays narrowed when its content is sent again, unchanged or changed', async () => {
    await submit('A');
    await narrow(COUNTRY);
    expect(await submit('A')).toMatchObject({ outcome: Outcome.UNCHANGED });
    ledger.close();
    ledger = open();
    expect(await submit('B')).toMatchObject(widerThan('country'));
    expect(await revise('B', 2, content(NETWORK))).toMatchObject(widerThan('country'));
    expect(ledger.preview(previewCommand('B', content(NETWORK)))).toMatchObject(widerThan('country'));
    expect(row().share_with).toBe(COUNTRY);
    expect(await revise('B', 2, content(COUNTRY))).toMatchObject({ outcome: Outcome.ACCEPTED });
    expect(await revise('C', 3, content(NETWORK))).toMatchObject(widerThan('country'));
  });

  it('stays narrowed after a retraction', async () => {
    await submit('A');
    await narrow(COUNTRY);
    await ledger.writeReport(reportCommand('a', { kind: 'retract', base: 0 }));
    expect(await revise('A', 3, content(NETWORK))).toMatchObject(widerThan('country'));
    expect(await revise('A', 3, content(COUNTRY))).toMatchObject({ receipt: { revision: 4 } });
  });

  it('keeps its audience if that is already narrower; this audience becomes the cap', async () => {
    await submit('A');
    await revise('B', 1, content(ORGANISATION));
    expect(await narrow(COUNTRY)).toMatchObject({ outcome: Outcome.ACCEPTED, receipt: { revision: 3 } });
    expect(row()).toMatchObject({ share_with: ORGANISATION, cap: { to: ORGANISATION, onDay: DAY } });
    expect(await revise('C', 3, content(NETWORK))).toMatchObject(widerThan('organisation'));
  });

  it('is widened as far as a later consent allows, and no further', async () => {
    await submit('A');
    await narrow(COUNTRY);
    const earlier = content(PARTNERS, { consent: consentSince('network', DAY) });
    expect(await revise('B', 2, earlier)).toMatchObject(widerThan('country'));
    const widened = content(PARTNERS, { consent: consentSince('network', DAY + 1) });
    expect(await revise('B', 2, widened)).toMatchObject({ outcome: Outcome.ACCEPTED });
    expect(row()).toMatchObject({ share_with: PARTNERS, cap: { to: NETWORK, onDay: DAY } });
    expect(await revise('C', 3, content(NETWORK))).toMatchObject({ outcome: Outcome.ACCEPTED });
    expect(await revise('D', 4, content(ShareWith.PUBLIC))).toMatchObject(widerThan('network'));
  });
});

it('is retracted for withdrawn consent, even if it was retracted for another reason before', async () => {
  const retract = (reason: RetractionReason) => {
    const withdraws = reason === RetractionReason.CONSENT_WITHDRAWN;
    return ledger.writeReport(reportCommand('a', { kind: 'retract', base: 0, withdraws }, { reason }));
  };
  await submit('A');
  await retract(RetractionReason.IMPORT_UNDONE);
  for (const outcome of [Outcome.ACCEPTED, Outcome.UNCHANGED])
    expect(await retract(RetractionReason.CONSENT_WITHDRAWN)).toMatchObject({
      outcome,
      receipt: { revision: 3, retractionReason: RetractionReason.CONSENT_WITHDRAWN },
    });
  expect(await retract(RetractionReason.MISTAKE)).toMatchObject({ outcome: Outcome.UNCHANGED });
  expect(onLog()).toMatchObject({ revision: 3, change: { $case: 'retraction' } });
  // Only with a later consent does a revision restore the report for other audiences.
  expect(await revise('A', 3, content(COUNTRY))).toMatchObject(widerThan('organisation'));
  const widened = content(PARTNERS, { consent: consentSince('network', DAY + 1) });
  expect(await revise('A', 3, widened)).toMatchObject({ outcome: Outcome.ACCEPTED });
});

function previewCommand(digest: string, prepared: PreparedReport) {
  const { organisation, reportId, reference } = reportCommand('a', { kind: 'submit', digest });
  return { organisation, reportId, reference, digest, prepared };
}

describe('the cap of a report that was narrowed at another node', () => {
  const cap = { to: COUNTRY, onDay: DAY - 1 };

  it('applies here too, and to later revisions that do not state the cap', async () => {
    expect(await submit('A', content(NETWORK, { cap }))).toMatchObject(widerThan('country'));
    expect(row()).toBeUndefined();
    expect(await submit('B', content(COUNTRY, { cap }))).toMatchObject({
      receipt: { revision: 1, limit: { shareWith: 'country', since: isoDay(DAY - 1) } },
    });
    expect(await revise('A', 1, content(NETWORK))).toMatchObject(widerThan('country'));
    const agreed = consentSince('network', DAY);
    expect(await revise('A', 1, content(NETWORK, { consent: agreed }))).toMatchObject({
      receipt: { revision: 2, limit: { shareWith: 'network' } },
    });
  });

  it('prevents a revision of a report that is already shared more widely here', async () => {
    await submit('A', content(NETWORK));
    expect(await submit('A', content(NETWORK, { cap }))).toMatchObject(widerThan('country'));
    expect(await submit('A', content(NETWORK))).toMatchObject({ outcome: Outcome.UNCHANGED });
    await narrow(COUNTRY);
    expect(await submit('A', content(NETWORK, { cap }))).toMatchObject({ outcome: Outcome.UNCHANGED });
  });

  it('is adopted by the same report with an allowed audience', async () => {
    await submit('A', content(COUNTRY, { importId: 'first' }));
    const resent = content(COUNTRY, { cap, importId: 'second' });
    const checked = reportCommand(
      'a',
      { kind: 'submit', digest: 'A' },
      { prepared: resent, validateOnly: true },
    );
    expect(await ledger.writeReport(checked)).toMatchObject({ outcome: Outcome.WOULD_ACCEPT });
    expect(await submit('A', resent)).toMatchObject({
      outcome: Outcome.ACCEPTED,
      receipt: { revision: 2, limit: { shareWith: 'country', since: isoDay(DAY - 1) }, erasure: undefined },
    });
    expect(row()).toMatchObject({ share_with: COUNTRY, created_import: 'first', last_import: 'first' });
    expect(onLog()).toMatchObject({ revision: 2, change: { $case: 'incident' } });
    // The restore journal contains the cap too.
    expect(rowsOf(ledger).restoreJournal.readUnjournalled(10).reports).toMatchObject([
      { cappedTo: COUNTRY, cappedOnDay: DAY - 1 },
    ]);
    expect(await submit('A', resent)).toMatchObject({ outcome: Outcome.UNCHANGED, receipt: { revision: 2 } });
    expect(await revise('B', 2, content(NETWORK))).toMatchObject(widerThan('country'));
    // The stricter of two caps applies, in any order.
    const stricter = content(COUNTRY, { cap: { to: ORGANISATION, onDay: DAY } });
    expect(await submit('A', stricter)).toMatchObject(widerThan('organisation'));
    const wider = content(COUNTRY, { cap: { to: NETWORK, onDay: DAY - 2 } });
    expect(await submit('A', wider)).toMatchObject({ outcome: Outcome.UNCHANGED });
  });

  it('is in the receipt, also after a retraction', async () => {
    await submit('A');
    await narrow(COUNTRY);
    const reason = RetractionReason.MOVED;
    expect(
      await ledger.writeReport(
        reportCommand('a', { kind: 'retract', base: 0 }, { reason, validateOnly: true }),
      ),
    ).toMatchObject({ receipt: { limit: undefined } });
    expect(
      await ledger.writeReport(reportCommand('a', { kind: 'retract', base: 0 }, { reason })),
    ).toMatchObject({
      receipt: { revision: 3, limit: { shareWith: 'country', since: isoDay(DAY) } },
    });
  });
});
