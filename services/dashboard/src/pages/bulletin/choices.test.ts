import { expect, it } from 'vitest';
import { periodsWithReleases, questionOf, yearUpTo } from './choices.ts';

const release = (table: string, period: string, audience = 'partners') => ({
  ...{ id: `${table}.${period}.${audience}`, table, period, audience },
});

it('periods are listed once, months first, newest first', () => {
  const releases = ['2026-W44', '2026-09', '2026-Q3', '2026-10', '2026-09', '2025'].map((id) =>
    release('t', id),
  );
  expect(periodsWithReleases(releases)).toEqual(['2026-10', '2026-09', '2026-Q3', '2025', '2026-W44']);
});

it('a question is of one period, or of the year up to it', () => {
  expect(questionOf(['country'], '2026-Q3')).toMatchObject({
    period: 'quarter',
    from: '2026-Q3',
    to: '2026-Q3',
  });
  expect(yearUpTo('2026-10')).toMatchObject({ from: '2025-11', to: '2026-10' });
});
