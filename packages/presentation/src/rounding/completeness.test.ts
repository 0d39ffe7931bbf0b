import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  classifyCompleteness,
  effortBounds,
  findSilences,
  type ReleasedCompleteness,
  type ReportedShare,
} from './completeness.ts';
import { computeEffortRate } from './effort-rate.ts';

const SHARES = ['all', 'most', 'some', 'none'] as const;
const share = fc.constantFrom(...SHARES);
const of = (stated?: ReportedShare, present?: ReportedShare, incidents?: number): ReleasedCompleteness => ({
  countries: ['AL'],
  ...(stated === undefined ? {} : { stated }),
  ...(present === undefined ? {} : { present }),
  reported: incidents === undefined ? [] : [{ country: 'AL', incidents }],
});

describe('the status of a country in a month', () => {
  test('is silent if there are no activity reports, whatever number was reported', () => {
    expect(classifyCompleteness(of('none', 'none', 0))).toEqual({ kind: 'silent', number: 'few' });
    expect(classifyCompleteness(of('none', 'none', 15))).toEqual({ kind: 'silent', number: 'more' });
    expect(classifyCompleteness(of('none', 'none'))).toEqual({ kind: 'silent', number: 'not-given' });
  });

  test('distinguishes presence with 0 to 4 incidents, presence with more, and absence', () => {
    expect(classifyCompleteness(of('most', 'some', 0))).toMatchObject({ kind: 'present', number: 'few' });
    expect(classifyCompleteness(of('most', 'some', 5))).toMatchObject({ kind: 'present', number: 'more' });
    expect(classifyCompleteness(of('most', 'none', 0))).toMatchObject({
      kind: 'not-present',
      stated: 'most',
    });
  });

  test('is neither silent nor present if nothing is published', () => {
    fc.assert(
      fc.property(fc.option(share, { nil: undefined }), fc.nat({ max: 9 }), (present, n) => {
        expect(classifyCompleteness(of(undefined, present, 5 * n))).toEqual({ kind: 'not-published' });
      }),
    );
  });

  test('compares the numbers of several countries one by one', () => {
    const both = (...reported: ReleasedCompleteness['reported']) =>
      classifyCompleteness({ countries: ['ME', 'XK'], stated: 'some', present: 'some', reported });
    const [me, xk] = [
      { country: 'ME', incidents: 0 },
      { country: 'XK', incidents: 0 },
    ];
    expect(both(me, xk)).toMatchObject({ number: 'few' });
    expect(both(me)).toMatchObject({ number: 'not-given' });
    expect(both(me, { ...xk, incidents: 5 })).toMatchObject({ number: 'more' });
  });
});

const PERIODS = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05'];
const monthsOf = (shares: readonly (ReportedShare | undefined)[]) =>
  shares.map((stated, n) => ({ period: PERIODS[n] ?? '', entries: [of(stated, stated)] }));

describe('silences of countries', () => {
  test('begin after the last activity report', () => {
    expect(findSilences(monthsOf(['all', 'none']), '2025-02')).toMatchObject([
      { since: '2025-02', wentSilent: true },
    ]);
    expect(findSilences(monthsOf(['some', 'none', 'none']), '2025-03')).toMatchObject([
      { since: '2025-02', wentSilent: true },
    ]);
    expect(findSilences(monthsOf(['none', 'none']), '2025-02')).toMatchObject([
      { since: '2025-01', wentSilent: false },
    ]);
  });

  test('neither begin nor end in a month without published completeness', () => {
    expect(findSilences(monthsOf(['all', undefined, 'none']), '2025-03')).toMatchObject([
      { since: '2025-03', wentSilent: true },
    ]);
    expect(findSilences(monthsOf(['none', undefined, 'none']), '2025-03')).toMatchObject([
      { since: '2025-01', wentSilent: false },
    ]);
  });

  test('neither begin nor end at a pooled entry of two countries', () => {
    const together = { countries: ['AL', 'XK'], stated: 'some', present: 'some', reported: [] } as const;
    const months = [
      ...monthsOf(['none']),
      { period: '2025-02', entries: [together] },
      { period: '2025-03', entries: [of('none', 'none')] },
    ];
    expect(findSilences(months, '2025-03')).toMatchObject([{ since: '2025-01', wentSilent: false }]);
  });

  it('include the countries without activity reports in the month, and do not depend on later months', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(share, { nil: undefined }), { minLength: 1, maxLength: 5 }),
        fc.nat({ max: 4 }),
        (shares, n) => {
          const at = Math.min(n, shares.length - 1);
          const period = PERIODS[at] ?? '';
          const found = findSilences(monthsOf(shares), period);
          expect(found).toHaveLength(shares[at] === 'none' ? 1 : 0);
          expect(found).toEqual(findSilences(monthsOf(shares.slice(0, at + 1)), period));
          for (const { since, wentSilent } of found) {
            const run = shares.slice(PERIODS.indexOf(since), at + 1);
            expect(run.every((one) => one === 'none' || one === undefined)).toBe(true);
            expect(run[0]).toBe('none');
            const before = shares.slice(0, PERIODS.indexOf(since)).filter((one) => one !== undefined);
            expect(wentSilent).toBe(before.length > 0);
            expect(before.at(-1)).not.toBe('none');
          }
        },
      ),
    );
  });
});

describe('incidents per effort', () => {
  const effort = fc.nat({ max: 3_000 });
  const nearest = (value: number): number => 10 * Math.round(value / 10);
  const rounded = fc
    .tuple(fc.nat({ max: 500 }), fc.boolean())
    .map(([truth, up]) => ({ truth, value: truth - (truth % 5) + (up && truth % 5 > 0 ? 5 : 0) }));

  it('is within the bounds that follow from the rounding of both numbers', () => {
    fc.assert(
      fc.property(rounded, fc.array(effort, { minLength: 1, maxLength: 12 }), ({ truth, value }, efforts) => {
        const found = computeEffortRate(value, efforts.map(nearest));
        const all = efforts.reduce((sum, one) => sum + one, 0);
        if (found === undefined) return;
        const exact = (100 * truth) / all;
        expect(found.from).toBeLessThanOrEqual(exact);
        expect(found.to).toBeGreaterThanOrEqual(exact);
        expect(found.from).toBeLessThanOrEqual(found.value);
        expect(found.to).toBeGreaterThanOrEqual(found.value);
      }),
    );
  });

  it('is undefined if a number is missing or the effort is 0', () => {
    expect(computeEffortRate(15, [120, undefined])).toBeUndefined();
    expect(computeEffortRate(undefined, [120])).toBeUndefined();
    expect(computeEffortRate(15, [])).toBeUndefined();
    expect(computeEffortRate(15, [0])).toBeUndefined();
    expect(computeEffortRate(15, [100])).toMatchObject({ value: 15 });
  });

  it('has effort bounds that contain the exact effort', () => {
    fc.assert(
      fc.property(effort, (truth) => {
        const { from, to } = effortBounds(nearest(truth));
        expect(from <= truth && truth <= to).toBe(true);
      }),
    );
    expect(effortBounds(0)).toEqual({ from: 0, to: 4 });
    expect(effortBounds(120)).toEqual({ from: 115, to: 124 });
    for (const wrong of [-10, 5, Number.NaN]) expect(() => effortBounds(wrong)).toThrow(RangeError);
  });
});
