import { expect, it } from 'vitest';
import { periodKindOf, periodsWithReleases, questionOf, tablesOf, yearUpTo } from './choices.ts';

const release = (table: string, period: string, audience = 'partners') => ({
  ...{ id: `${table}.${period}.${audience}`, table, period, audience },
});

it('periods are offered once, months before all, the newest first', () => {
  const releases = ['2026-W44', '2026-09', '2026-Q3', '2026-10', '2026-09', '2025'].map((id) =>
    release('t', id),
  );
  expect(periodsWithReleases(releases)).toEqual(['2026-10', '2026-09', '2026-Q3', '2025', '2026-W44']);
});

it('a circle is offered the tables that are for it and for wider ones, and no narrower one', () => {
  const releases = [
    release('a', '2026-10'),
    release('b', '2026-10', 'network'),
    release('b', '2026-10'),
    release('c', '2026-10', 'public'),
    release('d', '2026-09', 'public'),
  ];
  const period = '2026-10';
  expect(tablesOf(releases, { period, audience: 'partners' })).toEqual(['a', 'b', 'c']);
  expect(tablesOf(releases, { period, audience: 'network' })).toEqual(['b', 'c']);
  expect(tablesOf(releases, { period, audience: 'public' })).toEqual(['c']);
});

it('a question is of one period, or of the year up to it', () => {
  expect(['2026', '2026-Q3', '2026-10', '2026-W45'].map(periodKindOf)).toEqual([
    'year',
    'quarter',
    'month',
    'week',
  ]);
  expect(questionOf(['country'], '2026-Q3')).toMatchObject({
    period: 'quarter',
    from: '2026-Q3',
    to: '2026-Q3',
  });
  expect(yearUpTo('2026-10')).toMatchObject({ from: '2025-11', to: '2026-10' });
});
