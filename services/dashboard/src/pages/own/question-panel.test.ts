import { daysOf, isoDay, localDay, PERIOD_KINDS } from '@waylight/calendar';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDay, formatInstant, parsePeriod } from '../../text/format.ts';
import { periodOf, recentPeriods } from './question-panel.tsx';

const DAY_MS = 86_400_000;

it('possible periods go back from today without gaps, each once', () => {
  const atMs = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(atMs, fc.constantFrom(...PERIOD_KINDS), (at, length) => {
      const periods = recentPeriods(length, at);
      const newest = daysOf(periods[0] ?? '');
      const today = Math.floor(at / DAY_MS);
      expect(newest !== undefined && newest.fromDay <= today && today <= newest.toDay).toBe(true);
      expect(new Set(periods).size).toBe(periods.length);
      for (const [index, id] of periods.entries()) {
        expect(parsePeriod(id)?.kind).toBe(length);
        expect(periodOf(length, id)).toBe(id);
        const before = periods[index + 1];
        if (before !== undefined) expect(daysOf(before)?.toDay).toBe((daysOf(id)?.fromDay ?? 0) - 1);
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

// The panel shows both next to each other.
it('the stamp of an answer begins with the day until which an unfinished period counts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) }), (at) => {
      expect(formatInstant(at).startsWith(formatDay(isoDay(localDay(at))))).toBe(true);
    }),
  );
});
