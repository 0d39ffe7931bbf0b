import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateLine, leftUnknown, shareRange } from './quality-numbers.ts';

const base = fc.integer({ min: 2, max: 20 });
/** Both multiples to which an exact count can be rounded. */
const roundedFrom = (truth: number, base: number, up: boolean): number =>
  truth - (truth % base) + (up && truth % base !== 0 ? base : 0);

describe('rounding in a table', () => {
  it('gives bounds that contain the exact share, for all exact counts', () => {
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

describe('late reports', () => {
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

  it('is undefined if one of the numbers is missing', () => {
    expect(lateLine(undefined, [5, 5, 5], 5)).toBeUndefined();
    expect(lateLine(30, [5, undefined, 5], 5)).toBeUndefined();
    expect(lateLine(60, [10, 10, 10], 5)).toEqual({ difference: 30, atMost: 16, least: 14, says: 'more' });
  });
});

it('unknown values are found under any code for them, and are undefined if not released', () => {
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
