import { expect, it } from 'vitest';
import { monthBefore, sinceYearBefore } from './months.ts';

it('the month before goes over the turn of a year', () => {
  expect([monthBefore('2026-10', 1), monthBefore('2026-01', 1), monthBefore('2026-03', 12)]).toEqual([
    '2026-09',
    '2025-12',
    '2025-03',
  ]);
  expect(monthBefore('2026-01', 13)).toBe('2024-12');
  expect(sinceYearBefore('2026-01')).toEqual({ from: '2025-01', to: '2026-01' });
});
