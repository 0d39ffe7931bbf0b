import { expect, test } from 'vitest';
import { hasEnoughReports, leastOtherReports } from './small-audiences.ts';

const of = (...counts: readonly number[]): Map<number, number> => new Map(counts.entries());

test('an audience gets the releases of a quarter from 40 reports of three organisations on', () => {
  expect(hasEnoughReports(of(20, 19, 1), 'quarter')).toBe(true);
  expect(hasEnoughReports(of(20, 18, 1), 'quarter')).toBe(false);
  expect(hasEnoughReports(of(14, 13, 13), 'quarter')).toBe(true);
});

test('two organisations are not enough, however many reports they send', () => {
  expect(hasEnoughReports(of(900, 900, 0), 'quarter')).toBe(false);
});

test('an organisation counts for at most half', () => {
  expect(hasEnoughReports(of(900, 10, 9), 'quarter')).toBe(false);
  expect(hasEnoughReports(of(900, 10, 10), 'quarter')).toBe(true);
});

test('a month and a year need a number in proportion', () => {
  expect([hasEnoughReports(of(5, 5, 4), 'month'), hasEnoughReports(of(5, 5, 3), 'month')]).toEqual([
    true,
    false,
  ]);
  expect([hasEnoughReports(of(80, 70, 10), 'year'), hasEnoughReports(of(80, 70, 9), 'year')]).toEqual([
    true,
    false,
  ]);
});

test('other organisations must share what the known reports leave, and complete three organisations', () => {
  expect(
    [[], [30], [30, 5], [30, 30], [10, 10, 10]].map((known) => leastOtherReports(known, 'quarter')),
  ).toEqual([40, 20, 15, 1, 10]);
});
