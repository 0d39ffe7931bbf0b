import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { bucketsOf, isStillNeeded } from './frozen-period.ts';

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

describe('the buckets that count in a period', () => {
  const [table] = ONE_TABLE_PLAN.tables;
  const of = (period: 'week' | 'month' | 'quarter' | 'year', id: string) =>
    bucketsOf({ ...table!, period, ...(period === 'week' ? { dated: 'received' as const } : {}) }, id);

  it('are its months, and the year itself only for a year', () => {
    expect(of('month', '2025-03')).toEqual(['o2025-03']);
    expect(of('quarter', '2025-Q1')).toEqual(['o2025-01', 'o2025-02', 'o2025-03']);
    expect(of('year', '2025')).toHaveLength(13);
    expect(of('year', '2025').slice(0, 2)).toEqual(['o2025', 'o2025-01']);
  });

  it('are the reports received in a week', () => {
    expect(of('week', '2025-W10')).toEqual(['r2025-W10']);
  });
});
