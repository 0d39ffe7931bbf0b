import { daysOf, isoDay } from '@waylight/calendar';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDay, formatInstant, parsePeriod } from '../../language/format.ts';
import { OWN_LENGTHS } from './own-command.ts';
import { isNotOver, periodOf, readerDay, recentPeriods } from './own-periods.ts';

const DAY_MS = 86_400_000;

it('what can be chosen goes back from today without a gap, each once', () => {
  const atMs = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(atMs, fc.constantFrom(...OWN_LENGTHS), (at, length) => {
      const periods = recentPeriods(length, at);
      const newest = daysOf(periods[0] ?? '');
      const today = Math.floor(at / DAY_MS);
      expect(newest !== undefined && newest.from <= today && today <= newest.to).toBe(true);
      expect(new Set(periods).size).toBe(periods.length);
      for (const [index, id] of periods.entries()) {
        expect(parsePeriod(id)?.kind).toBe(length);
        expect(periodOf(length, id)).toBe(id);
        const before = periods[index + 1];
        if (before !== undefined) expect(daysOf(before)?.to).toBe((daysOf(id)?.from ?? 0) - 1);
      }
    }),
    { numRuns: 30 },
  );
});

it('an address names a period of the chosen length or none', () => {
  for (const asked of ['2025', '2025-Q1', '2025-03-?', '2025-13', 'x', '', '2025-03; reboot', undefined])
    expect(periodOf('month', asked)).toBeUndefined();
  expect(periodOf('week', '2025-W60')).toBeUndefined();
});

it('the newest period of each length is not over, until its last day is, and no other is not over', () => {
  const atMs = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(atMs, fc.constantFrom(...OWN_LENGTHS), (at, length) => {
      const today = Math.floor(at / DAY_MS);
      const [newest = '', ...before] = recentPeriods(length, at);
      const lastDay = daysOf(newest)?.to ?? 0;
      expect([isNotOver(newest, today), isNotOver(newest, lastDay)]).toEqual([true, true]);
      expect(isNotOver(newest, lastDay + 1)).toBe(false);
      expect(before.filter((id) => isNotOver(id, today))).toEqual([]);
    }),
    { numRuns: 30 },
  );
  const today = Date.UTC(2026, 10, 26) / DAY_MS;
  const ids = ['2026-?', '2026-11-?', '2026-Q4', '2026-12', '2025-?', '2026-10-?', 'nonsense'];
  expect(ids.filter((id) => isNotOver(id, today))).toEqual(['2026-?', '2026-11-?', '2026-Q4', '2026-12']);
});

it('what is counted up to today is counted up to the day that the stamp names', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) }), (at) => {
      expect(formatInstant(at).startsWith(formatDay(isoDay(readerDay(at))))).toBe(true);
    }),
  );
});
