import { describe, expect, it } from 'vitest';
import { isStillNeeded } from './frozen-period.ts';

describe('what a period counted when it closed', () => {
  it('is needed until its release exists, and until that of its year does', () => {
    const january = '2025-01@20130';
    expect(isStillNeeded(january, new Set())).toBe(true);
    expect(isStillNeeded(january, new Set(['2025-01', '2025-Q1', '2024']))).toBe(true);
    expect(isStillNeeded(january, new Set(['2025-01', '2025']))).toBe(false);
    expect(isStillNeeded(january, new Set(['2025']))).toBe(true);
    expect(isStillNeeded('2025@20500', new Set(['2025']))).toBe(false);
  });

  it('is needed of a week of receipt until it is released: no other period counts the same', () => {
    expect(isStillNeeded('2025-W10@20150', new Set())).toBe(true);
    expect(isStillNeeded('2025-W10@20150', new Set(['2025-W10']))).toBe(false);
  });

  it('lies in the year of release of its weeks', () => {
    // The ISO weeks of January 2027 begin on 4 January, those of December 2026 end on 3 January 2027.
    expect(isStillNeeded('2026-12@20900', new Set(['2026-12', '2026']))).toBe(false);
    expect(isStillNeeded('2026-12@20900', new Set(['2026-12', '2027']))).toBe(true);
  });
});
