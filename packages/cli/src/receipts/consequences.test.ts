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
    ...{ reportId: 'a', revision: 2, state: states.at(-1), releases: ['country-year.2025.partners'] },
    steps: states.map((state) => ({ state, at: AT.get(state) })),
    retractionReason: RetractionReason.CONSENT_WITHDRAWN,
    ...more,
  });
const follows = (receipt: Receipt) =>
  new Map(receiptDocument(receipt).whatFollows?.map(({ what, when }) => [what, when]));

describe('what follows of a retraction', () => {
  it('is said as each is done', () => {
    const accepted = follows(withdrawn([ACCEPTED]));
    expect(accepted.get('its content at the node')).toMatch(/^is gone since 2026-11-26T10:00:00Z/);
    expect(accepted.get('the retraction')).toMatch(/^goes on the region’s log as soon as/);
    expect(accepted.get('older revisions')).toBe('are gone from the log within 7 days after that');
    expect(accepted.get('the region’s numbers')).toMatch(/as soon as/);

    const done = follows(withdrawn([ACCEPTED, LOGGED, RETRACTED]));
    expect(done.get('the retraction')).toBe('is on the region’s log since 2026-11-26T10:00:01Z');
    const erasure = { logDeadline: new Date('2026-12-03T10:00:01Z') };
    const logged = withdrawn([ACCEPTED, LOGGED], { erasure });
    expect(follows(logged).get('older revisions')).toBe('are gone from the log by 2026-12-03 at the latest');
    expect(receiptDocument(logged).erasure).toEqual({ logDeadline: '2026-12-03T10:00:01.000Z' });
    const cleared = withdrawn([ACCEPTED, LOGGED], {
      erasure: { ...erasure, logAt: new Date('2026-12-02T23:00:00Z') },
    });
    expect(follows(cleared).get('older revisions')).toBe('are gone from the log since 2026-12-02T23:00:00Z');
    expect(done.get('the region’s numbers')).toBe('are without it since 2026-11-26T10:00:09Z');
  });

  it('is that released numbers stay, and which they are', () => {
    expect(follows(withdrawn([ACCEPTED])).get('what was released')).toMatch(
      /goes on counting it: 2025 \(year\)/,
    );
    expect(follows(withdrawn([ACCEPTED], { releases: [] })).get('what was released')).toMatch(/in none$/);
  });

  it('is nothing at the region where it never was there', () => {
    expect([...follows(withdrawn([ACCEPTED, RETRACTED], { releases: [] })).keys()]).toEqual([
      'its content at the node',
      'the region',
      'backups, your own files',
    ]);
  });

  it('is said by every receipt of it and of other retractions, and by none that was only checked', () => {
    const lines = (receipt: Receipt, outcome?: Outcome) =>
      receiptLines(receipt, { country: 'MK', ...(outcome !== undefined && { outcome }) }).join('\n');
    expect(lines(withdrawn([ACCEPTED, LOGGED]))).toContain('what follows');
    expect(lines(withdrawn([ACCEPTED, LOGGED]), Outcome.UNCHANGED)).toContain('what follows');
    expect(lines(withdrawn([ACCEPTED]), Outcome.WOULD_ACCEPT)).not.toContain('what follows');
    const mistake = withdrawn([ACCEPTED], { retractionReason: RetractionReason.MISTAKE });
    expect(lines(mistake)).toContain('what follows');
  });
});

it('what follows of a narrowing is said where one was made, and not where nothing changed', () => {
  const receipt = withdrawn([ACCEPTED, LOGGED], { retractionReason: RetractionReason.UNSPECIFIED });
  const told = (outcome: Outcome) =>
    receiptDocument(receipt, { outcome, follows: narrowingConsequences }).whatFollows?.map(
      ({ what }) => what,
    );
  expect(told(Outcome.ACCEPTED)).toContain('the narrower revision');
  expect(told(Outcome.UNCHANGED)).toBeUndefined();
});
