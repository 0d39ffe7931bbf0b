import { describe, expect, it } from 'vitest';
import { isStillNeeded } from './frozen-period.ts';

/** Periods that all closed on one day. */
const published = (...periods: string[]) => new Map(periods.map((period) => [period, 20_900]));

describe('the frozen set of a period', () => {
  it('is needed until its own release and the release of its year exist', () => {
    const january = '2025-01@20130';
    expect(isStillNeeded(january, published())).toBe(true);
    expect(isStillNeeded(january, published('2025-01', '2025-Q1', '2024'))).toBe(true);
    expect(isStillNeeded(january, published('2025-01', '2025'))).toBe(false);
    expect(isStillNeeded(january, published('2025'))).toBe(true);
    expect(isStillNeeded('2025@20500', published('2025'))).toBe(false);
  });

  it('is needed for a week of receipt only until its release, because no other period counts the same reports', () => {
    expect(isStillNeeded('2025-W10@20150', published())).toBe(true);
    expect(isStillNeeded('2025-W10@20150', published('2025-W10'))).toBe(false);
  });

  it('is needed until the release of the year to which its weeks belong', () => {
    // The ISO weeks of January 2027 begin on 4 January, those of December 2026 end on 3 January 2027.
    expect(isStillNeeded('2026-12@20900', published('2026-12', '2026'))).toBe(false);
    expect(isStillNeeded('2026-12@20900', published('2026-12', '2027'))).toBe(true);
  });

  it('is needed for three years if its year is never published', () => {
    const later = (days: number) =>
      new Map([
        ['2025-01', 20_130],
        ['2028-01', 20_130 + days],
      ]);
    expect(isStillNeeded('2025-01@20130', later(3 * 366))).toBe(true);
    expect(isStillNeeded('2025-01@20130', later(3 * 366 + 1))).toBe(false);
    // A period that waits to be published is drawn from its frozen set, however late.
    expect(isStillNeeded('2025-02@20150', later(5_000))).toBe(true);
  });
});
