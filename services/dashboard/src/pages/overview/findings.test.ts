import { readRounded } from '@waylight/reading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../data/series.ts';
import { findingsOf, leastChange } from './findings.ts';

const PERIODS = { period: '2026-10', before: '2026-09' };

const series = (code: string, now: number | undefined, then: number | undefined): Series => ({
  subject: { kind: 'country', code },
  values: new Map(
    [[PERIODS.period, now] as const, [PERIODS.before, then] as const].filter(
      (entry): entry is readonly [string, number] => entry[1] !== undefined,
    ),
  ),
});
const regionOf = (now: number, then: number): Series => ({
  ...series('', now, then),
  subject: { kind: 'region' },
});

const base = fc.integer({ min: 2, max: 20 });

describe('what changed with a release', () => {
  it('is a change only where every truth behind the one number is above every truth behind the other', () => {
    fc.assert(
      fc.property(base, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (base, a, b) => {
        const [finding] = findingsOf(regionOf(a * base, b * base), [], { ...PERIODS, base });
        const [now, then] = [readRounded(a * base, base), readRounded(b * base, base)];
        expect(finding?.direction).toBe(now.from > then.to ? 'up' : now.to < then.from ? 'down' : 'same');
      }),
    );
  });

  it('begins with the region, whatever became of it, and goes on with what changed, the largest first', () => {
    const parts = [series('AL', 30, 15), series('BA', 20, 25), series('RS', 10, 60), series('XK', 0, 5)];
    expect(findingsOf(regionOf(100, 105), parts, { ...PERIODS, base: 5 })).toEqual([
      { subject: { kind: 'region' }, direction: 'same', now: 100, earlier: 105 },
      { subject: { kind: 'country', code: 'RS' }, direction: 'down', now: 10, earlier: 60 },
      { subject: { kind: 'country', code: 'AL' }, direction: 'up', now: 30, earlier: 15 },
    ]);
  });

  it('says nothing of what has no number in one of the periods: that is not 0', () => {
    const parts = [
      series('AL', 50, undefined),
      series('BA', undefined, 50),
      series('XK', undefined, undefined),
    ];
    expect(findingsOf(undefined, parts, { ...PERIODS, base: 5 })).toEqual([]);
  });

  it('does not depend on the order in which numbers come', () => {
    const someSeries = fc.uniqueArray(
      fc.tuple(fc.constantFrom('AL', 'BA', 'ME', 'MK', 'RS', 'XK'), fc.nat({ max: 20 }), fc.nat({ max: 20 })),
      { selector: ([code]) => code },
    );
    fc.assert(
      fc.property(someSeries, (rows) => {
        const parts = rows.map(([code, now, then]) => series(code, now * 5, then * 5));
        const comparison = { ...PERIODS, base: 5 };
        expect(findingsOf(undefined, parts.toReversed(), comparison)).toEqual(
          findingsOf(undefined, parts, comparison),
        );
      }),
    );
  });

  it('names the least difference that it calls a change', () => {
    expect(leastChange(5)).toBe(10);
    fc.assert(
      fc.property(base, (base) => {
        const directionAt = (now: number) =>
          findingsOf(regionOf(now, 0), [], { ...PERIODS, base })[0]?.direction;
        expect(directionAt(leastChange(base))).toBe('up');
        expect(directionAt(leastChange(base) - base)).toBe('same');
      }),
    );
  });
});
