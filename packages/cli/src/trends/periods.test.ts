import { expect, test } from 'vitest';
import { fillPeriods } from './periods.ts';

test('periods without a cell are filled in between', () => {
  expect(fillPeriods(['2025-02', '2024-11'], 'month').sure).toEqual([
    '2024-11',
    '2024-12',
    '2025-01',
    '2025-02',
  ]);
  expect(fillPeriods(['2020-W52', '2021-W01'], 'week').sure).toEqual(['2020-W52', '2020-W53', '2021-W01']);
  expect(fillPeriods(['2024-Q4', '2025-Q2'], 'quarter').sure).toEqual(['2024-Q4', '2025-Q1', '2025-Q2']);
  expect(fillPeriods(['2014', '2016'], 'year').sure).toEqual(['2014', '2015', '2016']);
});

test('a date with an unknown part is listed after all periods', () => {
  expect(fillPeriods(['2025-?', '2025-01', '2025-03-?'], 'month')).toEqual({
    sure: ['2025-01'],
    vague: ['2025-03-?', '2025-?'],
  });
});

test('a gap that is too long is not filled', () => {
  expect(fillPeriods(['1900-01', '2025-01'], 'month').sure).toEqual(['1900-01', '2025-01']);
});
