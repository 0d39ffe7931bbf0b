import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, daysOf, isoDay, isoMonth, isoQuarter, isoWeek, isoYear, mondayOf } from './index.ts';

const days = fc.integer({ min: -20_000, max: 60_000 });

describe('the calendar', () => {
  it('gives every label the days that bear it', () => {
    fc.assert(
      fc.property(days, (day) => {
        for (const label of [isoDay, isoWeek, isoMonth, isoQuarter, isoYear]) {
          const range = daysOf(label(day));
          expect(range && range.from <= day && day <= range.to, label(day)).toBe(true);
          expect(label(range?.from ?? 0)).toBe(label(day));
          expect(label(range?.to ?? 0)).toBe(label(day));
          expect(label((range?.to ?? 0) + 1)).not.toBe(label(day));
        }
        expect(new Date(mondayOf(day) * 86_400_000).getUTCDay()).toBe(1);
      }),
    );
  });

  it('counts ISO weeks over the turn of a year', () => {
    expect(isoWeek(dayNumber(2024, 12, 30))).toBe('2025-W01');
    expect(isoWeek(dayNumber(2021, 1, 3))).toBe('2020-W53');
    expect(isoWeek(dayNumber(2026, 12, 31))).toBe('2026-W53');
  });

  it('knows no days for what is not a period', () => {
    for (const label of [
      '',
      '2025-13',
      '2025-00',
      '2025-02-30',
      '2025-W54',
      '2025-W00',
      '2025-Q5',
      '25',
      'x',
    ])
      expect(daysOf(label), label).toBeUndefined();
  });
});
