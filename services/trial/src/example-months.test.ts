import { isoWeek, nextPeriod } from '@waylight/calendar';
import { closesOn, DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { exampleMonths } from './example-months.ts';

describe('exampleMonths', () => {
  it('is fifteen months; the last of them has just closed', () => {
    const table = DEFAULT_RELEASE_PLAN.tables.find(({ period }) => period === 'month')!;
    for (let today = 20_400; today < 20_800; today += 7) {
      const { firstMonth, lastMonth } = exampleMonths(today);
      expect(closesOn(table, lastMonth)).toBeLessThan(today);
      expect(closesOn(table, nextPeriod('month', lastMonth))).toBeGreaterThanOrEqual(today);
      let month = firstMonth;
      for (let i = 1; i < 15; i++) month = nextPeriod('month', month);
      expect(month, isoWeek(today)).toBe(lastMonth);
    }
  });

  it('has the requested number of months, and ends with the same month', () => {
    const { firstMonth, lastMonth } = exampleMonths(20_700, 34);
    expect(lastMonth).toBe(exampleMonths(20_700).lastMonth);
    let month = firstMonth;
    for (let i = 1; i < 34; i++) month = nextPeriod('month', month);
    expect(month).toBe(lastMonth);
  });
});
