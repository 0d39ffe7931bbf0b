import { Outcome, Receipt, ReceiptState } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import { outcomeName, receiptDocument, receiptLines, stateName } from './receipt.ts';

const receipt = Receipt.fromPartial({
  reportId: 'MK-1',
  revision: 2,
  state: ReceiptState.LOGGED,
  steps: [
    { state: ReceiptState.ACCEPTED, at: new Date('2025-03-14T10:00:00Z') },
    { state: ReceiptState.LOGGED, at: new Date('2025-03-14T10:00:01Z') },
  ],
  codeBookVersion: 1,
  notes: [{ field: 'place', text: 'is not known: the area is unknown' }],
});

describe('a receipt', () => {
  it('has the state and the next step', () => {
    expect(receiptLines(receipt, { country: 'MK' })).toEqual([
      'MK-1  logged, revision 2',
      '  accepted   2025-03-14T10:00:00Z',
      '  logged     2025-03-14T10:00:01Z',
      '  note       place: is not known: the area is unknown',
      '  next       follow it: waylight receipt MK-1 --country MK --watch',
    ]);
  });

  it('has the sharing limit, which must be sent with the report if it moves to another node', () => {
    const limit = { shareWith: 'country', since: '2026-03-14' };
    const limited = { ...receipt, limit };
    expect(receiptLines(limited, { country: 'MK' })).toContain(
      '  limit      country at most, since 2026-03-14: send it with the report to another node',
    );
    expect(receiptDocument(limited)).toMatchObject({ limit });
    expect(receiptDocument(receipt)).not.toHaveProperty('limit');
  });

  it('states that a report that is not shared stays at the node', () => {
    const accepted = Receipt.fromPartial({ reportId: 'a', revision: 1, state: ReceiptState.ACCEPTED });
    const lines = (shareWith?: string) => receiptLines(accepted, { country: 'MK', shareWith }).at(-1);
    expect(lines('')).toContain('it stays at the node');
    expect(lines('partners')).toContain('follow it');
    expect(lines()).toContain('follow it');
  });

  it('of a retraction states that the retraction, not the report, is accepted', () => {
    const head = (state: ReceiptState, outcome: Outcome) =>
      receiptLines({ ...receipt, state }, { country: 'MK', outcome, isRetraction: true })[0];
    expect(head(ReceiptState.ACCEPTED, Outcome.ACCEPTED)).toBe('MK-1  retraction accepted, revision 2');
    expect(head(ReceiptState.ACCEPTED, Outcome.WOULD_ACCEPT)).toBe('MK-1  retraction would be accepted');
    expect(head(ReceiptState.RETRACTED, Outcome.UNCHANGED)).toBe('MK-1  unchanged: retracted, revision 2');
  });

  it('states the outcome: new, unchanged, or only checked', () => {
    const head = (outcome: Outcome) => receiptLines(receipt, { country: 'MK', outcome })[0];
    expect(head(Outcome.ACCEPTED)).toBe('MK-1  logged, revision 2');
    expect(head(Outcome.UNCHANGED)).toBe('MK-1  unchanged: logged, revision 2');
    expect(head(Outcome.WOULD_ACCEPT)).toBe('MK-1  would be accepted');
    for (const outcome of Object.values(Outcome)) expect(outcomeName(outcome)).not.toBe('');
  });

  it('has periods and audiences of its releases, and with verbose each release', () => {
    const releases = [
      'region-week.2026-W14.partners',
      'region.typegroup-week.2026-W14.partners',
      'country-year.2026.partners',
      'country-typegroup-quarter.2026-Q1.partners',
      'minimal-month.2026-03.partners',
      'country-year.2026.authorities',
      'country-year.2026.public',
      'minimal-month.2026-03.network',
      'of another version',
    ];
    const released = { ...receipt, state: ReceiptState.IN_RELEASE, releases };
    const linesOf = (verbose: boolean) =>
      receiptLines(released, { country: 'MK', verbose }).filter((line) => line.startsWith('  release'));
    expect(linesOf(false)).toEqual([
      '  release    2026-W14 (week), 2026-03 (month), 2026-Q1 (quarter), 2026 (year); for members',
      '  release    2026-03 (month); for network',
      '  release    2026 (year); for authorities (if approved) and the public (if approved)',
      '  release    of another version',
    ]);
    expect(linesOf(true)).toEqual(releases.map((id) => `  release    ${id}`));
    expect(receiptDocument(released).releases).toEqual(releases);
  });

  it('does not promise to count in a period that may already be released', () => {
    const next = (state: ReceiptState) => receiptLines({ ...receipt, state }, { country: 'MK' }).at(-1);
    expect(next(ReceiptState.COUNTED)).toContain('if its month is already released, the longer periods');
    expect(next(ReceiptState.IN_RELEASE)).toContain(
      'future releases of longer periods count it, with later changes',
    );
  });

  it('is a JSON document with names instead of numbers', () => {
    expect(receiptDocument(receipt)).toEqual({
      reportId: 'MK-1',
      revision: 2,
      state: 'logged',
      steps: [
        { state: 'accepted', at: '2025-03-14T10:00:00.000Z' },
        { state: 'logged', at: '2025-03-14T10:00:01.000Z' },
      ],
      releases: [],
      codeBookVersion: 1,
      notes: [{ field: 'place', text: 'is not known: the area is unknown' }],
    });
  });

  it('has a name for every state', () => {
    for (const state of Object.values(ReceiptState))
      expect(stateName(state) === 'unknown').toBe(state === ReceiptState.UNSPECIFIED);
  });
});
