import { expect, it } from 'vitest';
import { selectQuarters } from './approve-example-releases.ts';

const ids = (...periods: string[]) =>
  periods.flatMap((period) => [`a.${period}.public`, `b.${period}.authorities`]);

it('the newest quarter waits, and the quarter before it is approved', () => {
  expect(selectQuarters(ids('2025-Q3', '2026-Q1', '2025-Q4', '2025', '2026-02'))).toEqual({
    approved: ids('2025-Q4'),
    waiting: ids('2026-Q1'),
  });
  expect(selectQuarters(ids('2026-Q1'))).toEqual({ approved: [], waiting: ids('2026-Q1') });
  expect(selectQuarters([])).toEqual({ approved: [], waiting: [] });
});
