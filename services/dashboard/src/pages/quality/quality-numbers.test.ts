import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateLine, leftUnknown, shareRange } from './quality-numbers.ts';

const base = fc.integer({ min: 2, max: 20 });
/** Either multiple that a truth may have been rounded to. */
const roundedFrom = (truth: number, base: number, up: boolean): number =>
  truth - (truth % base) + (up && truth % base !== 0 ? base : 0);

describe('what rounding does to a table', () => {
  it('leaves a share that the truth lies in, whatever the two truths were', () => {
    fc.assert(
      fc.property(
        base,
        fc.nat({ max: 400 }),
        fc.nat({ max: 400 }),
        fc.boolean(),
        fc.boolean(),
        (k, part, rest, up, also) => {
          const whole = part + rest;
          fc.pre(whole > 0);
          const range = shareRange(roundedFrom(part, k, up), roundedFrom(whole, k, also), k);
          if (range === undefined) expect(whole).toBeLessThan(k);
          else {
            expect(range.from).toBeLessThanOrEqual((100 * part) / whole);
            expect(range.to).toBeGreaterThanOrEqual((100 * part) / whole);
            expect(range.to).toBeLessThanOrEqual(100);
          }
        },
      ),
    );
  });
});

describe('what came late', () => {
  it('is never called certain where rounding alone can explain it', () => {
    const truths = fc.array(fc.tuple(fc.nat({ max: 300 }), fc.boolean()), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(base, truths, fc.integer({ min: -100, max: 100 }), fc.boolean(), (k, months, late, up) => {
        const sum = months.reduce((all, [truth]) => all + truth, 0);
        fc.pre(sum + late >= 0);
        const line = lateLine(
          roundedFrom(sum + late, k, up),
          months.map(([truth, itsWay]) => roundedFrom(truth, k, itsWay)),
          k,
        );
        expect(line).toBeDefined();
        if (line?.says === 'more') expect(late).toBeGreaterThanOrEqual(line.least);
        else if (line?.says === 'fewer') expect(-late).toBeGreaterThanOrEqual(line.least);
        else expect(line?.least).toBe(0);
        expect(Math.abs((line?.difference ?? 0) - late)).toBeLessThanOrEqual(line?.atMost ?? 0);
      }),
    );
  });

  it('cannot be said where one number is not given', () => {
    expect(lateLine(undefined, [5, 5, 5], 5)).toBeUndefined();
    expect(lateLine(30, [5, undefined, 5], 5)).toBeUndefined();
    expect(lateLine(60, [10, 10, 10], 5)).toEqual({ difference: 30, atMost: 16, least: 14, says: 'more' });
  });
});

it('what was left unknown is read under whichever code a table has for it, and is missing where it was not given', () => {
  const cells = [
    { period: '2026-09', type: 'other-border', value: 10 },
    { period: '2026-09', type: 'type-other-or-unknown', value: 15 },
    { period: '2026-10', type: 'pushback', value: 5 },
  ];
  expect(leftUnknown({ cells }, 'type', '2026-09')?.value).toBe(15);
  expect(leftUnknown({ cells }, 'type', '2026-10')).toBeUndefined();
  expect(
    leftUnknown({ cells: [{ period: 'p', groupSize: 'unknown', value: 0 }] }, 'groupSize', 'p')?.value,
  ).toBe(0);
  const byCountry = [
    { period: 'p', country: 'AL', method: 'other-or-unknown', value: 5 },
    { period: 'p', country: 'XK', method: 'other-or-unknown', value: 10 },
  ];
  expect(leftUnknown({ cells: byCountry }, 'method', 'p', 'XK')?.value).toBe(10);
  expect(leftUnknown({ cells: byCountry }, 'method', 'p', 'RS')).toBeUndefined();
});
