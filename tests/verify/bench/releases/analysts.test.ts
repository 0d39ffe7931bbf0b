import { describe, expect, it } from 'vitest';
import { evaluateAnalystViews } from './analysts.ts';
import type { CountedPeriod } from './counted-periods.ts';
import { countriesAndTypeGroups, shippedPlan } from './plan.ts';
import { exactReading, NO_READING, type Reading, readTable } from './readings.ts';

const [TABLE] = countriesAndTypeGroups(shippedPlan('2024-01')).tables.filter(
  ({ id }) => id === 'country-year',
);
if (TABLE === undefined) throw new Error('the plan has countries by year');
const table = TABLE;
const COUNTRIES = ['AL', 'BA'];

/** A year with these counts in two countries. */
const year = (period: string, counts: readonly number[]): CountedPeriod => ({
  kind: 'year',
  period,
  incidents: [],
  audiences: ['partners'],
  within: [],
  tables: [
    { table, audience: 'partners', rows: ['all'], columns: COUNTRIES, cells: [counts], victims: [counts] },
  ],
});

const read = (counted: readonly CountedPeriod[], give: (count: number) => Reading) =>
  counted.map(({ kind, period, tables }) => ({
    kind,
    period,
    tables: tables.map((one) => readTable(one, give)),
  }));

const byCountry = (counted: readonly CountedPeriod[], give: (count: number) => Reading) =>
  evaluateAnalystViews([{ counted, read: read(counted, give) }]).find(({ by }) => by === 'country');

describe('what analysts see', () => {
  const years = [year('2024', [10, 20]), year('2025', [30, 19])];

  it('is the exact count if numbers are exact', () => {
    expect(byCountry(years, exactReading)).toEqual({
      kind: 'year',
      by: 'country',
      median: 0,
      ninth: 0,
      given: 1,
      // A fall from 20 to 19 is too small to be reported.
      changes: 1,
      rightSigns: 1,
    });
  });

  it('is the error relative to the exact count, for counts above 0', () => {
    const counted = [year('2024', [0, 10]), year('2025', [4, 20])];
    // 10 reads 15 and 20 reads 25 and 4 reads 9: errors of 0.5, 0.25 and 1.25.
    expect(byCountry(counted, (count) => exactReading(count + 5))).toMatchObject({ median: 0.5 });
  });

  it('is wrong about a change that is not visible, and about one in the other direction', () => {
    expect(byCountry(years, () => exactReading(10))).toMatchObject({ changes: 1, rightSigns: 0 });
    expect(byCountry(years, (count) => exactReading(100 - count))).toMatchObject({
      changes: 1,
      rightSigns: 0,
    });
  });

  it('has the share of given numbers, and ignores changes with a missing number', () => {
    expect(byCountry(years, (count) => (count === 10 ? NO_READING : exactReading(count)))).toMatchObject({
      given: 3 / 4,
      changes: 0,
    });
  });
});
