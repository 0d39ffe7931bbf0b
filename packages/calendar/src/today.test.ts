import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysOf, isoDay, isoMonth, isoQuarter, isoWeek, isoYear, isUnfinished, localDay } from './index.ts';

const LABELS = [isoWeek, isoMonth, isoQuarter, isoYear];

it('a period is unfinished until its last day is over, and the previous period is finished', () => {
  fc.assert(
    fc.property(fc.integer({ min: 7_000, max: 33_000 }), fc.constantFrom(...LABELS), (today, labelOf) => {
      const label = labelOf(today);
      const { fromDay, toDay } = daysOf(label)!;
      expect([
        isUnfinished(label, today),
        isUnfinished(label, toDay),
        isUnfinished(label, toDay + 1),
      ]).toEqual([...[true, true, false]]);
      expect(isUnfinished(labelOf(fromDay - 1), today)).toBe(false);
    }),
  );
});

it('a period with an unknown part ends with its known part, and other text is never unfinished', () => {
  const today = Date.UTC(2026, 10, 26) / 86_400_000;
  const labels = ['2026-?', '2026-11-?', '2026-Q4', '2026-12', '2025-?', '2026-10-?', 'nonsense'];
  expect(labels.filter((label) => isUnfinished(label, today))).toEqual([
    ...['2026-?', '2026-11-?', '2026-Q4', '2026-12'],
  ]);
});

it('the local day is returned fromDay its first instant toDay its last', () => {
  const [first, last] = [new Date(2026, 10, 27, 0, 0), new Date(2026, 10, 27, 23, 59, 59)];
  expect([first, last].map((at) => isoDay(localDay(at.getTime())))).toEqual(['2026-11-27', '2026-11-27']);
});
