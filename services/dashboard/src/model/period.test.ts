import { expect, it } from 'vitest';
import {
  monthBefore,
  monthsOf,
  periodBefore,
  periodsIn,
  periodsWithin,
  samePeriodOfYearBefore,
  sinceYearBefore,
  withYears,
  yearsOf,
} from './period.ts';

it('the period before goes over the turn of a year, and over years of 53 weeks', () => {
  const before = ['2026', '2026-Q1', '2026-Q3', '2026-01', '2026-11', '2026-W01', '2027-W01', '2026-W10'];
  expect(before.map(periodBefore)).toEqual([
    '2025',
    '2025-Q4',
    '2026-Q2',
    '2025-12',
    '2026-10',
    '2025-W52',
    '2026-W53',
    '2026-W09',
  ]);
});

it('the same period of the year before is undefined if that year has no such week', () => {
  expect(['2026', '2026-Q2', '2026-03', '2026-W10'].map(samePeriodOfYearBefore)).toEqual([
    '2025',
    '2025-Q2',
    '2025-03',
    '2025-W10',
  ]);
  expect(samePeriodOfYearBefore('2026-W53')).toBeUndefined();
});

it('other text than a period has no previous period', () => {
  for (const id of ['2026-?', '2026-03-?', 'spring', '2026-13'])
    expect([periodBefore(id), samePeriodOfYearBefore(id)]).toEqual([undefined, undefined]);
});

it('going through every week of thirty years, none is left out and none comes twice', () => {
  let [id, seen]: [string | undefined, number] = ['2030-W01', 0];
  while (id !== undefined && id > '2000-W01') {
    const before: string | undefined = periodBefore(id);
    expect(before !== undefined && before < id).toBe(true);
    [id, seen] = [before, seen + 1];
  }
  // From 3 January 2000 to 31 December 2029, both Mondays.
  expect(seen).toBe((Date.UTC(2029, 11, 31) - Date.UTC(2000, 0, 3)) / (7 * 86_400_000));
});

it('a period consists of its months', () => {
  expect(monthsOf('2025-03')).toEqual(['2025-03']);
  expect(monthsOf('2025-Q4')).toEqual(['2025-10', '2025-11', '2025-12']);
  expect(monthsOf('2025')).toHaveLength(12);
  expect(monthsOf('2025-W10')).toEqual([]);
});

it('a year has its quarters, and nothing is made of weeks', () => {
  expect(periodsWithin('quarter', '2025')).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']);
  expect(periodsWithin('month', '2025-Q1')).toEqual(['2025-01', '2025-02', '2025-03']);
  expect(periodsWithin('quarter', '2025-Q1')).toEqual(['2025-Q1']);
  expect(periodsWithin('week', '2025-03')).toEqual([]);
});

it('the month before goes over the turn of a year', () => {
  expect([monthBefore('2026-10', 1), monthBefore('2026-01', 1), monthBefore('2026-03', 12)]).toEqual([
    '2026-09',
    '2025-12',
    '2025-03',
  ]);
  expect(monthBefore('2026-01', 13)).toBe('2024-12');
  expect(sinceYearBefore('2026-01')).toEqual({ from: '2025-01', to: '2026-01' });
});

it('an answer has every year from its first to its last, also those without an entry', () => {
  const answer = {
    cells: [
      { period: '2024-?', value: 1 },
      { period: '2021-03', value: 2 },
    ],
  };
  expect(yearsOf(answer)).toEqual(['2021', '2022', '2023', '2024']);
  expect(withYears(answer).cells.map(({ period }) => period)).toEqual(['2024', '2021']);
  expect(yearsOf({ cells: [] })).toEqual([]);
  expect(periodsIn(answer, answer)).toEqual(['2021-03', '2024-?']);
});
