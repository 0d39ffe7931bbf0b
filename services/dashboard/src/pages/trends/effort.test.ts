import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { effortsOf, fewEffort, hasEffort, leastShare, readAgainst, written } from './effort.ts';

const month = (period: string, entries: CompletenessMonth['entries']): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries,
});
const alone = (country: string, fieldVisits?: number, staffDays?: number) => ({
  countries: [country],
  stated: 'all' as const,
  present: 'all' as const,
  ...(fieldVisits === undefined ? {} : { fieldVisits }),
  ...(staffDays === undefined ? {} : { staffDays }),
  reported: [],
});

it('a quarter is divided by the effort of its months, unless that of one month is unpublished', () => {
  const months = ['2025-01', '2025-02', '2025-03'].map((period) => month(period, [alone('RS', 100, 50)]));
  const of = (months: readonly CompletenessMonth[]) =>
    readAgainst(effortsOf(months, 'visits'), { country: 'RS', period: '2025-Q1', incidents: 30 }, 5);
  expect(of(months)?.value).toBe(10);
  expect(of(months.slice(1))).toBeUndefined();
  expect(of([...months.slice(1), month('2025-01', [alone('RS')])])).toBeUndefined();
});

it('visits and days are separate, and pooled countries have no effort of their own', () => {
  const together = { ...alone('ME', 100), countries: ['ME', 'XK'] };
  const months = [month('2025-01', [alone('RS', 100, 50), together])];
  expect(effortsOf(months, 'visits')('RS', '2025-01')).toBe(100);
  expect(effortsOf(months, 'days')('RS', '2025-01')).toBe(50);
  expect(effortsOf(months, 'visits')('ME', '2025-01')).toBeUndefined();
});

it('rounded rates are no more precise than the bounds', () => {
  const number = fc.double({ min: 0, max: 500, noNaN: true });
  fc.assert(
    fc.property(number, number, number, (a, b, c) => {
      const [from = 0, value = 0, to = 0] = [a, b, c].sort((one, other) => one - other);
      const text = written({ from, value, to });
      expect(text.from <= from && to <= text.to).toBe(true);
      expect(text.from <= text.value && text.value <= text.to).toBe(true);
    }),
  );
});

it('weeks, and breakdowns by more than country, have no effort', () => {
  expect(hasEffort({ by: ['country'], period: 'quarter' })).toBe(true);
  expect(hasEffort({ by: ['country'], period: 'week' })).toBe(false);
  expect(hasEffort({ by: ['country', 'typeGroup'], period: 'month' })).toBe(false);
  expect(hasEffort({ by: [], period: 'month' })).toBe(false);
});

it('the completeness of a quarter is the lowest of its months, and pooled countries have none', () => {
  const stated = (share: 'all' | 'most' | 'some' | 'none') => ({ ...alone('RS'), stated: share });
  const together = { ...alone('ME'), countries: ['ME', 'XK'] };
  const months = [
    month('2025-01', [stated('all'), together]),
    month('2025-02', [stated('some')]),
    month('2025-03', [stated('most')]),
    month('2025-04', [stated('none')]),
    month('2025-05', []),
  ];
  const of = leastShare(months);
  expect(['2025-01', '2025-Q1', '2025-04', '2025-Q2', '2025-05'].map((id) => of('RS', id))).toEqual([
    ...['all', 'some', 'none', 'none', undefined],
  ]);
  expect(of('ME', '2025-01')).toBeUndefined();
});

it('an effort of 0–4 differs from an unpublished effort', () => {
  const efforts = effortsOf([month('2025-01', [alone('RS', 0)]), month('2025-02', [alone('RS')])], 'visits');
  expect(fewEffort(efforts, { country: 'RS', period: '2025-01' })).toEqual({ from: 0, to: 4 });
  expect(fewEffort(efforts, { country: 'RS', period: '2025-02' })).toBeUndefined();
  expect(fewEffort(efforts, { country: 'RS', period: '2025-Q1' })).toBeUndefined();
});
