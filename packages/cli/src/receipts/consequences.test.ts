import { RetractionReason } from '@waylight/contracts/incident';
import { Outcome, Receipt, ReceiptState } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import { narrowingConsequences } from './consequences.ts';
import { receiptDocument, receiptLines } from './receipt.ts';

const { ACCEPTED, LOGGED, RETRACTED } = ReceiptState;
const AT = new Map<ReceiptState, Date>([
  [ACCEPTED, new Date('2026-11-26T10:00:00Z')],
  [LOGGED, new Date('2026-11-26T10:00:01Z')],
  [RETRACTED, new Date('2026-11-26T10:00:09Z')],
]);

const withdrawn = (states: readonly ReceiptState[], more: Parameters<typeof Receipt.fromPartial>[0] = {}) =>
  Receipt.fromPartial({
    reportId: 'a',
    revision: 2,
    state: states.at(-1),
    releases: ['country-year.2025.partners'],
    steps: states.map((state) => ({ state, at: AT.get(state) })),
    retractionReason: RetractionReason.CONSENT_WITHDRAWN,
    ...more,
  });
const consequencesOf = (receipt: Receipt) =>
  new Map(receiptDocument(receipt).consequences?.map(({ what, when }) => [what, when]));

describe('the consequences of a retraction', () => {
  it('have a time as soon as they are done', () => {
    const accepted = consequencesOf(withdrawn([ACCEPTED]));
    expect(accepted.get('its content at the node')).toMatch(/^was deleted at 2026-11-26T10:00:00Z/);
    expect(accepted.get('the retraction')).toBe('is sent to the region’s log');
    expect(accepted.get('older revisions')).toBe('are deleted from the log within 7 days after that');
    expect(accepted.get('the region’s numbers')).toMatch(/as soon as/);

    const done = consequencesOf(withdrawn([ACCEPTED, LOGGED, RETRACTED]));
    expect(done.get('the retraction')).toBe('reached the region’s log at 2026-11-26T10:00:01Z');
    const erasure = { logDeadline: new Date('2026-12-03T10:00:01Z') };
    const logged = withdrawn([ACCEPTED, LOGGED], { erasure });
    expect(consequencesOf(logged).get('older revisions')).toBe(
      'are deleted from the log by 2026-12-03 at the latest',
    );
    expect(receiptDocument(logged).erasure).toEqual({ logDeadline: '2026-12-03T10:00:01.000Z' });
    const cleared = withdrawn([ACCEPTED, LOGGED], {
      erasure: { ...erasure, logAt: new Date('2026-12-02T23:00:00Z') },
    });
    expect(consequencesOf(cleared).get('older revisions')).toBe(
      'were deleted from the log at 2026-12-02T23:00:00Z',
    );
    expect(done.get('the region’s numbers')).toBe('have excluded it since 2026-11-26T10:00:09Z');
  });

  it('do not change released numbers, and list the releases', () => {
    expect(consequencesOf(withdrawn([ACCEPTED])).get('past releases')).toMatch(/and count it: 2025 \(year\)/);
    expect(consequencesOf(withdrawn([ACCEPTED], { releases: [] })).get('past releases')).toMatch(
      /no release counts it$/,
    );
  });

  it('exclude the region for a report that never left the node', () => {
    expect([...consequencesOf(withdrawn([ACCEPTED, RETRACTED], { releases: [] })).keys()]).toEqual([
      'its content at the node',
      'the region',
      'backups, your own files',
    ]);
  });

  it('are on every receipt of a retraction, but not on the receipt of a --validate-only call', () => {
    const lines = (receipt: Receipt, outcome?: Outcome) =>
      receiptLines(receipt, { country: 'MK', ...(outcome !== undefined && { outcome }) }).join('\n');
    expect(lines(withdrawn([ACCEPTED, LOGGED]))).toContain('consequences');
    expect(lines(withdrawn([ACCEPTED, LOGGED]), Outcome.UNCHANGED)).toContain('consequences');
    expect(lines(withdrawn([ACCEPTED]), Outcome.WOULD_ACCEPT)).not.toContain('consequences');
    const mistake = withdrawn([ACCEPTED], { retractionReason: RetractionReason.MISTAKE });
    expect(lines(mistake)).toContain('consequences');
  });
});

it('the consequences of a narrowing are on the receipt, unless nothing changed', () => {
  const receipt = withdrawn([ACCEPTED, LOGGED], { retractionReason: RetractionReason.UNSPECIFIED });
  const consequencesAfter = (outcome: Outcome) =>
    receiptDocument(receipt, { outcome, describeConsequences: narrowingConsequences }).consequences?.map(
      ({ what }) => what,
    );
  expect(consequencesAfter(Outcome.ACCEPTED)).toContain('the narrower revision');
  expect(consequencesAfter(Outcome.UNCHANGED)).toBeUndefined();
});
