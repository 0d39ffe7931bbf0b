import { interpretRounded } from '@waylight/presentation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Series, subjectKey } from '../../data/series.ts';
import { type Comparison, findingSign, findingsOf, leastChange, type Verdict } from './findings.ts';

/** Of 31 days both. */
const PERIODS = { period: '2026-08', before: '2026-07', silent: [], silentBefore: [] };
/** Of 31 and of 30 days. */
const UNEQUAL = { period: '2026-10', before: '2026-09', silent: [], silentBefore: [] };

const series = (
  code: string,
  now: number | undefined,
  then: number | undefined,
  { period, before }: { readonly period: string; readonly before: string } = PERIODS,
): Series => ({
  subject: { kind: 'country', code },
  values: new Map(
    [[period, now] as const, [before, then] as const].filter(
      (entry): entry is readonly [string, number] => entry[1] !== undefined,
    ),
  ),
});
const regionOf = (
  now: number,
  then: number,
  periods: { readonly period: string; readonly before: string } = PERIODS,
): Series => ({
  ...series('', now, then, periods),
  subject: { kind: 'region' },
});

const base = fc.integer({ min: 2, max: 20 });

describe('what changed with a release', () => {
  it('is a change only where every truth behind the one number is above every truth behind the other', () => {
    fc.assert(
      fc.property(base, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (base, a, b) => {
        const [finding] = findingsOf(regionOf(a * base, b * base), [], { ...PERIODS, base });
        const [now, then] = [interpretRounded(a * base, base), interpretRounded(b * base, base)];
        expect(finding?.verdict).toBe(now.from > then.to ? 'up' : now.to < then.from ? 'down' : 'same');
      }),
    );
  });

  it('begins with the region, whatever became of it, and goes on with what changed, the largest first', () => {
    const parts = [series('AL', 30, 15), series('BA', 20, 25), series('RS', 10, 60), series('XK', 0, 5)];
    expect(findingsOf(regionOf(100, 105), parts, { ...PERIODS, base: 5 })).toEqual([
      { subject: { kind: 'region' }, verdict: 'same', change: { kind: 'uncertain' }, now: 100, earlier: 105 },
      {
        ...{ subject: { kind: 'country', code: 'RS' }, verdict: 'down', now: 10, earlier: 60 },
        change: { kind: 'fewer', from: 42, to: 58 },
      },
      {
        ...{ subject: { kind: 'country', code: 'AL' }, verdict: 'up', now: 30, earlier: 15 },
        change: { kind: 'more', from: 7, to: 23 },
      },
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

  it('is one for certain only where every truth differs as a count, and for each day, in the same direction', () => {
    const periods = fc.constantFrom(
      { ...UNEQUAL, days: [31, 30] as const },
      { ...PERIODS, period: '2026-11', before: '2026-10', days: [30, 31] as const },
      { ...PERIODS, days: [31, 31] as const },
    );
    fc.assert(
      fc.property(base, fc.nat({ max: 60 }), fc.nat({ max: 60 }), periods, (base, a, b, { days, ...at }) => {
        const [finding] = findingsOf(regionOf(a * base, b * base, at), [], { ...at, base });
        const [now, then] = [interpretRounded(a * base, base), interpretRounded(b * base, base)];
        const isMore = now.from > then.to && now.from / days[0] > then.to / days[1];
        const isLess = now.to < then.from && now.to / days[0] < then.from / days[1];
        expect(finding?.verdict).toBe(isMore ? 'up' : isLess ? 'down' : 'same');
      }),
    );
  });

  describe('of a country that was silent', () => {
    const AS_COUNTS = ['up', 'down'];
    /** The same numbers of a country that is silent somewhere, and of one that never is. */
    const both = (numbers: readonly [number, number], comparison: Comparison) => {
      const parts = ['ME', 'RS'].map((code) => series(code, numbers[0] * 5, numbers[1] * 5, comparison));
      const found = findingsOf(undefined, parts, comparison);
      return ['ME', 'RS'].map(
        (code) => found.find(({ subject }) => subjectKey(subject) === `country:${code}`)?.verdict,
      );
    };
    const numbers = fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }));
    const periods = fc.constantFrom(PERIODS, UNEQUAL);

    it('neither more nor fewer is said, whatever the numbers', () => {
      fc.assert(
        fc.property(numbers, periods, fc.boolean(), (pair, at, wasSilent) => {
          const silentBefore = wasSilent ? ['ME'] : [];
          const [ofME, ofRS] = both(pair, { ...at, base: 5, silent: ['ME'], silentBefore });
          expect(ofME).toBe(ofRS !== undefined && AS_COUNTS.includes(ofRS) ? 'unsaid' : undefined);
        }),
      );
    });

    it('before, no more is said than that it reports again, and fewer as ever', () => {
      fc.assert(
        fc.property(numbers, periods, (pair, at) => {
          const [ofME, ofRS] = both(pair, { ...at, base: 5, silentBefore: ['ME'] });
          const isMore = ofRS !== undefined && AS_COUNTS.includes(ofRS) && pair[0] > pair[1];
          expect(ofME).toBe(isMore ? 'said-again' : ofRS);
        }),
      );
    });
  });

  describe('of the whole region and of types, in which a silent country is counted', () => {
    const of = (now: number, then: number, comparison: Partial<Comparison>) => {
      const at = { ...PERIODS, base: 5, ...comparison };
      const type: Series = { ...series('', now, then, at), subject: { kind: 'typeGroup', code: 'violence' } };
      const found = findingsOf(regionOf(now, then, at), [type], at);
      return found.map((finding) => `${finding.verdict} ${findingSign(finding, String)}`);
    };

    it('fewer in the month of the silence, and more after it, are in doubt; the other way round they are as certain as ever', () => {
      expect(of(20, 40, { silent: ['ME'] })).toEqual(['held ○', 'held ○']);
      expect(of(40, 20, { silentBefore: ['ME'] })).toEqual(['held ○', 'held ○']);
      expect(of(40, 20, { silent: ['ME'] })).toEqual(['up ▲ 12–28', 'up ▲ 12–28']);
      expect(of(20, 40, { silentBefore: ['ME'] })).toEqual(['down ▼ 12–28', 'down ▼ 12–28']);
    });
  });

  describe('has ahead of it', () => {
    const signOf = (now: number, then: number, comparison: Partial<Comparison> = {}) => {
      const at = { ...PERIODS, base: 5, ...comparison };
      const [finding] = findingsOf(undefined, [series('ME', now, then, at)], at);
      return finding && [finding.verdict, findingSign(finding, String)];
    };

    it('what Trends and Border write of the same change, and the sign of silence alone where that makes it doubtful', () => {
      expect(signOf(40, 20)).toEqual(['up', '▲ 12–28']);
      expect(signOf(20, 40)).toEqual(['down', '▼ 12–28']);
      expect(signOf(20, 40, { silent: ['ME'] })).toEqual(['unsaid', '○']);
      expect(signOf(40, 20, { silentBefore: ['ME'] })).toEqual(['said-again', '○']);
    });

    it('▲ or ▼ without anything before it only where the change is certain', () => {
      const certain: Readonly<Partial<Record<Verdict, string>>> = { up: '▲', down: '▼' };
      fc.assert(
        fc.property(
          fc.nat({ max: 60 }),
          fc.nat({ max: 60 }),
          fc.constantFrom(PERIODS, UNEQUAL),
          (a, b, at) => {
            const found = findingsOf(regionOf(a * 5, b * 5, at), [], { ...at, base: 5 });
            for (const finding of found)
              expect(findingSign(finding, String).startsWith(certain[finding.verdict] ?? '~')).toBe(true);
          },
        ),
      );
    });
  });

  it('names the least difference that it calls a change', () => {
    expect(leastChange(5)).toBe(10);
    fc.assert(
      fc.property(base, (base) => {
        const verdictAt = (now: number) => findingsOf(regionOf(now, 0), [], { ...PERIODS, base })[0]?.verdict;
        expect(verdictAt(leastChange(base))).toBe('up');
        expect(verdictAt(leastChange(base) - base)).toBe('same');
      }),
    );
  });
});
