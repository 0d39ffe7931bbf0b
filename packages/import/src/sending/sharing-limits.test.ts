import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import { Receipt, ReportSummary, type SharingLimit } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import type { CodedReport } from '../coding/coded-report.ts';
import type { ExistingReports } from './existing-reports.ts';
import { findLimitElsewhere, strictestLimit } from './sharing-limits.ts';

const limit = (shareWith: string, since = '2026-03-01'): SharingLimit => ({ shareWith, since });

describe('the strictest of several sharing limits', () => {
  it('is the narrowest audience since the latest day, in any order', () => {
    const limits = [limit('network', '2026-03-09'), undefined, limit('country', '2026-03-01')];
    for (const order of [limits, limits.toReversed()])
      expect(strictestLimit(order)).toEqual(limit('country', '2026-03-09'));
  });

  it('treats an unknown audience as the narrowest', () => {
    expect(strictestLimit([limit('partners'), limit('an-audience-to-come')])?.shareWith).toBe(
      'an-audience-to-come',
    );
  });

  it('is undefined without limits', () => {
    expect(strictestLimit([undefined, undefined])).toBeUndefined();
  });
});

describe('the sharing limit of a row', () => {
  const known = (...at: (readonly [NodeCountry, Partial<ReportSummary>])[]): ExistingReports =>
    new Map(at.map(([node, report]) => [node, new Map([['A-1', ReportSummary.fromPartial(report)]])]));
  const row = { node: 'MK' as const, coded: { reportId: 'A-1' } as CodedReport };
  const limited = (shareWith: string) => ({ receipt: Receipt.fromPartial({ limit: limit(shareWith) }) });

  it('comes from other nodes, not from its own', () => {
    const at = known(
      ['MK', limited('organisation')],
      ['RS', limited('partners')],
      ['BA', limited('country')],
    );
    expect(findLimitElsewhere(at, row)).toEqual(limit('country'));
    expect(findLimitElsewhere(known(['MK', limited('organisation')]), row)).toBeUndefined();
  });

  it('is undefined for a report that stays retracted', () => {
    const withdrawn = { retracted: true, retractionReason: RetractionReason.CONSENT_WITHDRAWN };
    expect(findLimitElsewhere(known(['RS', { ...limited('partners'), ...withdrawn }]), row)).toBeUndefined();
  });
});
