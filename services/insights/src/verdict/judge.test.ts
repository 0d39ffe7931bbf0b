import type { Verdict } from '@waylight/presentation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bounds, compareCounts, compareRates, MIN_STRENGTH } from './compare-bounds.ts';
import { type CountryReporting, type JudgedPeriod, judge } from './judge.ts';

const BASE = 5;
const COUNTRIES = ['AL', 'BA', 'ME'] as const;
const DAYS = { earlier: 30, now: 31 };
const REGION = { kind: 'region', roundingBase: BASE } as const;
const OTHER = { kind: 'other', roundingBase: BASE } as const;

const boundsOf = (value: number): Bounds =>
  value === 0 ? { min: 0, max: BASE - 1 } : { min: value - BASE + 1, max: value + BASE - 1 };

/** A count, and one of the multiples that rounding may give for it. */
const rounded = (max: number) =>
  fc.tuple(fc.nat({ max }), fc.boolean()).map(([truth, isUp]) => {
    const down = truth - (truth % BASE);
    return { truth, bounds: boundsOf(isUp && truth % BASE !== 0 ? down + BASE : down) };
  });

const reporting = fc.record({
  isSilent: fc.boolean(),
  share: fc.constantFrom('all' as const, 'most' as const, 'some' as const, undefined),
}) satisfies fc.Arbitrary<CountryReporting>;

/** A period in which the region consists of three countries and the rest; the type contains a part of each. */
const period = fc
  .record({
    countries: fc.tuple(rounded(150), rounded(60), rounded(20)),
    rest: fc.nat({ max: 30 }),
    shares: fc.tuple(...COUNTRIES.map(() => fc.double({ min: 0, max: 1, noNaN: true }))),
    reporting: fc.tuple(reporting, reporting, reporting),
    isUp: fc.boolean(),
  })
  .map(({ countries, rest, shares, reporting, isUp }) => {
    const round = (truth: number) =>
      boundsOf(truth - (truth % BASE) + (isUp && truth % BASE !== 0 ? BASE : 0));
    const region = countries.map(({ truth }) => truth);
    const type = countries.map(({ truth }, at) => Math.floor(truth * (shares[at] ?? 0)));
    const sum = (parts: readonly number[]) => parts.reduce((total, one) => total + one, rest);
    const numbers = new Map(countries.map(({ bounds }, at) => [String(COUNTRIES[at]), bounds]));
    const judged = (number: Bounds, days: number): JudgedPeriod => ({
      days,
      number,
      numberOf: (country) => numbers.get(country),
      reporting: new Map(reporting.map((one, at) => [String(COUNTRIES[at]), one])),
    });
    /** The true number without some countries. */
    const truthWithout = (parts: readonly number[], leftOut: readonly string[]) =>
      sum(parts.filter((_, at) => !leftOut.includes(COUNTRIES[at] ?? '')));
    return { region, type, judged, truthWithout, round, sum };
  });

const plain = (number: Bounds, days: number, entries: Readonly<Record<string, CountryReporting>> = {}) => ({
  days,
  number,
  numberOf: () => undefined,
  reporting: new Map(Object.entries(entries)),
});

describe('a verdict', () => {
  it('of more or fewer holds for every truth behind the numbers, in counts and per day, without the countries left out', () => {
    fc.assert(
      fc.property(period, period, fc.constantFrom('region', 'type'), (earlier, now, kind) => {
        const subject = { countries: COUNTRIES, ...(kind === 'region' ? REGION : OTHER) };
        const of = (one: typeof earlier, days: number) => one.judged(one.round(one.sum(one[kind])), days);
        const { verdict, leftOut, compared } = judge(subject, of(earlier, DAYS.earlier), of(now, DAYS.now));
        if (compared === undefined) return;
        const truths = [earlier, now].map((one) => one.truthWithout(one[kind], leftOut));
        const [before = 0, after = 0] = truths;
        expect(after - before).toBeGreaterThanOrEqual(compared.difference.min);
        expect(after - before).toBeLessThanOrEqual(compared.difference.max);
        if (verdict === 'more') {
          expect(after).toBeGreaterThan(before);
          expect(after / DAYS.now).toBeGreaterThan(before / DAYS.earlier);
        }
        if (verdict === 'fewer') {
          expect(after).toBeLessThan(before);
          expect(after / DAYS.now).toBeLessThan(before / DAYS.earlier);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('equals the plain comparison if nothing is left out', () => {
    fc.assert(
      fc.property(rounded(300), rounded(300), fc.constantFrom(REGION, OTHER), (earlier, now, series) => {
        const { verdict, reasons, strength, leftOut } = judge(
          { countries: ['AL', 'BA'], ...series },
          plain(earlier.bounds, DAYS.earlier),
          plain(now.bounds, DAYS.now),
        );
        const size = compareCounts(series, { earlier: earlier.bounds, now: now.bounds }, DAYS);
        expect({ verdict, reason: reasons[0], strength }).toEqual(size);
        expect(leftOut).toEqual([]);
      }),
    );
  });

  it('is the same backwards, with more and fewer exchanged', () => {
    const mirrored: Partial<Record<Verdict, Verdict>> = { more: 'fewer', fewer: 'more' };
    fc.assert(
      fc.property(rounded(300), rounded(300), (a, b) => {
        const forth = compareCounts(OTHER, { earlier: a.bounds, now: b.bounds }, DAYS);
        const back = compareCounts(
          OTHER,
          { earlier: b.bounds, now: a.bounds },
          { earlier: DAYS.now, now: DAYS.earlier },
        );
        expect(back.strength).toBeCloseTo(forth.strength, 10);
        expect(back.verdict).toBe(mirrored[forth.verdict] ?? forth.verdict);
      }),
    );
  });
});

describe('the order of precedence', () => {
  const [SILENT, MOST, ALL] = [
    { isSilent: true, share: 'none' },
    { isSilent: false, share: 'most' },
    { isSilent: false, share: 'all' },
  ] as const satisfies readonly CountryReporting[];
  const serbia = { countries: ['RS'], ...OTHER };
  const between = (
    [before, after]: readonly [number, number],
    [earlier, now]: readonly [CountryReporting, CountryReporting] = [ALL, ALL],
    days = DAYS,
  ) => {
    const { verdict, reasons } = judge(
      serbia,
      plain(boundsOf(before), days.earlier, { RS: earlier }),
      plain(boundsOf(after), days.now, { RS: now }),
    );
    return [verdict, ...reasons];
  };

  it('begins with silence and missing numbers, whatever the counts', () => {
    expect(between([20, 200], [ALL, SILENT])).toEqual(['not-comparable', 'silent']);
    expect(between([20, 200], [SILENT, ALL])).toEqual(['not-comparable', 'silent-before']);
    const missing = judge(serbia, plain(boundsOf(5), 30), { ...plain(boundsOf(5), 31), number: undefined });
    expect([missing.verdict, ...missing.reasons]).toEqual(['not-comparable', 'no-number']);
  });

  it('continues with rounding, days and ordinary variation, before reporting', () => {
    expect(between([20, 25], [MOST, ALL])).toEqual(['no-clear-change', 'rounding']);
    // 126 to 134 in 31 days, and 116 to 124 in 30 days: fewer per day cannot be excluded.
    expect(between([120, 130], [MOST, ALL])).toEqual(['no-clear-change', 'days']);
    expect(between([20, 35], [MOST, ALL])).toEqual(['within-ordinary-variation', 'ordinary-variation']);
  });

  it('ends with reporting that moved in the same direction, and otherwise with more or fewer', () => {
    expect(between([20, 80], [MOST, ALL])).toEqual(['reporting-changed', 'completeness-rose']);
    expect(between([80, 20], [ALL, MOST])).toEqual(['reporting-changed', 'completeness-fell']);
    expect(between([20, 80], [ALL, MOST])).toEqual(['more', 'beyond-variation']);
    expect(between([80, 20], [MOST, ALL])).toEqual(['fewer', 'beyond-variation']);
    expect(between([20, 80], [{ isSilent: false, share: undefined }, ALL])).toEqual([
      'more',
      'beyond-variation',
    ]);
  });
});

describe('a total with a silent country', () => {
  const NUMBERS: Readonly<Record<string, number>> = { ME: 15, RS: 60 };
  const at = (total: number, days: number, silent: readonly string[], me = NUMBERS.ME): JudgedPeriod => ({
    days,
    number: boundsOf(total),
    numberOf: (country) => {
      const number = country === 'ME' ? me : NUMBERS[country];
      return number === undefined ? undefined : boundsOf(number);
    },
    reporting: new Map(
      ['ME', 'RS'].map((country) => [country, { isSilent: silent.includes(country), share: 'all' }]),
    ),
  });
  const region = { countries: ['ME', 'RS'], ...REGION };

  it('is compared without it in both periods', () => {
    const { verdict, leftOut, reasons, compared } = judge(region, at(120, 30, []), at(60, 31, ['ME']));
    expect({ verdict, leftOut, reasons }).toEqual({
      verdict: 'fewer',
      leftOut: ['ME'],
      reasons: ['beyond-variation', 'silent-left-out'],
    });
    expect(compared).toEqual({
      earlier: { min: 116 - 19, max: 124 - 11 },
      now: { min: 56 - 19, max: 64 - 11 },
      difference: { min: 37 - 113, max: 53 - 97 },
    });
  });

  it('that is not the region may contain none of its incidents', () => {
    const { compared } = judge({ ...region, kind: 'other' }, at(120, 30, ['ME']), at(60, 31, []));
    expect(compared).toMatchObject({ earlier: { min: 97, max: 124 }, now: { min: 37, max: 64 } });
  });

  it('is not comparable if the silent country has no number, or if no country is left', () => {
    const without = { ...at(60, 31, ['ME']), numberOf: () => undefined };
    expect(judge(region, at(120, 30, []), without).reasons).toEqual(['silent-without-number']);
    expect(judge(region, at(120, 30, ['RS']), at(60, 31, ['ME'])).reasons).toEqual([
      'silent',
      'silent-before',
    ]);
  });

  it('is not comparable if it is a border, unless the others certainly rose or fell', () => {
    const border = { ...region, kind: 'border' } as const;
    expect(judge(border, at(20, 30, []), at(20, 31, ['ME']))).toMatchObject({
      verdict: 'not-comparable',
      reasons: ['silent'],
      leftOut: ['ME'],
    });
    expect(judge(border, at(20, 30, ['ME']), at(35, 31, ['ME'], undefined))).toMatchObject({
      reasons: ['silent', 'silent-before'],
      leftOut: ['ME'],
    });
    expect(judge(border, at(20, 30, []), at(150, 31, ['ME']))).toMatchObject({
      verdict: 'more',
      leftOut: ['ME'],
    });
    expect(judge(border, at(20, 30, []), at(20, 31, []))).toMatchObject({ verdict: 'no-clear-change' });
  });

  it('is also compared without countries whose completeness moved, which then cannot explain the difference', () => {
    const moved = (total: number, days: number, share: 'most' | 'all', me: number): JudgedPeriod => ({
      ...at(total, days, [], me),
      reporting: new Map([
        ['ME', { isSilent: false, share }],
        ['RS', { isSilent: false, share: 'all' }],
      ]),
    });
    const kept = judge(region, moved(120, 30, 'most', 5), moved(250, 31, 'all', 10));
    expect(kept).toMatchObject({ verdict: 'more', leftOut: ['ME'] });
    expect(kept.reasons).toEqual(['beyond-variation', 'completeness-left-out']);
    const explained = judge(region, moved(120, 30, 'most', 5), moved(250, 31, 'all', 130));
    expect(explained).toMatchObject({ verdict: 'reporting-changed', leftOut: [] });
  });
});

it('compares rates per effort by the nearest ends of both roundings', () => {
  const counts = { earlier: boundsOf(40), now: boundsOf(100) };
  const exposure = (now: Bounds) => ({ earlier: { min: 95, max: 104 }, now });
  expect(compareRates(OTHER, counts, exposure({ min: 95, max: 104 })).verdict).toBe('more');
  // Two and a half times the visits explain two and a half times the incidents.
  expect(compareRates(OTHER, counts, exposure({ min: 245, max: 254 })).verdict).toBe('no-clear-change');
  const { strength, verdict } = compareRates(OTHER, counts, exposure({ min: 155, max: 164 }));
  expect(strength).toBeLessThan(MIN_STRENGTH.others);
  expect(verdict).toBe('within-ordinary-variation');
});
