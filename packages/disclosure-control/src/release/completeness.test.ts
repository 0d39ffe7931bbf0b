import { EFFORT_STEP } from '@waylight/presentation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CountryActivity,
  completenessEventOf,
  completenessFrom,
  completenessOf,
  MIN_ORGANISATIONS,
  SHARES,
  type StatedActivity,
  shareOf,
} from './completeness.ts';

const country = (code: string, expected: number[], stated: [number, StatedActivity][]): CountryActivity => ({
  country: code,
  expected: new Set(expected),
  statements: new Map(stated),
});
const PRESENT: StatedActivity = { present: true };
const away: StatedActivity = { present: false };

const anyStated = fc.record({
  present: fc.boolean(),
  fieldVisits: fc.option(fc.nat(300), { nil: undefined }),
  staffDays: fc.option(fc.nat(300), { nil: undefined }),
});
const anyCountry = (code: string) =>
  fc
    .record({
      expected: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
      stated: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 14 }), anyStated), {
        selector: ([organisation]) => organisation,
        maxLength: 10,
      }),
    })
    .map(({ expected, stated }) => country(code, expected, stated));
const anyRegion = fc.tuple(...['AL', 'BA', 'ME', 'MK', 'RS', 'XK'].map(anyCountry));

describe('completeness of a month', () => {
  it('contains the share of expected organisations with an activity report, and the share of those present', () => {
    expect(
      completenessOf([
        country(
          'AL',
          [1, 2, 3],
          [
            [1, PRESENT],
            [2, PRESENT],
            [3, away],
          ],
        ),
        country(
          'BA',
          [1, 2, 3, 4],
          [
            [1, away],
            [2, away],
            [3, away],
          ],
        ),
        country(
          'ME',
          [1, 2, 3, 4],
          [
            [1, PRESENT],
            [2, away],
          ],
        ),
        country('MK', [1, 2, 3], []),
      ]),
    ).toEqual([
      { countries: ['AL'], stated: 'all', present: 'most' },
      { countries: ['BA'], stated: 'most', present: 'none' },
      { countries: ['ME'], stated: 'some', present: 'some' },
      { countries: ['MK'], stated: 'none', present: 'none' },
    ]);
  });

  it('pools countries with few organisations, and is not published if even these together are few', () => {
    const two = country('AL', [1, 2], [[1, PRESENT]]);
    expect(
      completenessOf([
        two,
        country(
          'ME',
          [3, 4],
          [
            [3, PRESENT],
            [4, PRESENT],
          ],
        ),
      ]),
    ).toEqual([{ countries: ['AL', 'ME'], stated: 'most', present: 'most' }]);
    // If the same organisation is in both countries, it could be identified.
    expect(completenessOf([two, country('ME', [2], [[2, PRESENT]])])).toEqual([{ countries: ['AL', 'ME'] }]);
    expect(completenessOf([country('AL', [], [[1, PRESENT]])])).toEqual([]);
  });

  it('does not expose a single organisation of another country to a node, which knows all reports of its own country', () => {
    const two = (visits: number) => [
      ...[1, 2].map((one): [number, StatedActivity] => [one, { present: true, fieldVisits: visits }]),
    ];
    const one = (number: number, fieldVisits: number): [number, StatedActivity] => [
      number,
      { present: true, fieldVisits },
    ];
    // Without Albania, only one organisation is left, so the share would describe this organisation.
    expect(completenessOf([country('AL', [1, 2], two(20)), country('ME', [3], [one(3, 20)])])).toEqual([
      { countries: ['AL', 'ME'] },
    ]);
    expect(completenessOf([country('AL', [1, 2], two(20)), country('ME', [3, 4], [])])).toEqual([
      { countries: ['AL', 'ME'], stated: 'some', present: 'some' },
    ]);
    // Each figure alone is far from the sum of the others. If Albania's figure is subtracted, Montenegro's larger figure remains.
    const montenegro = (small: number) => country('ME', [3, 4], [one(3, 50), one(4, small)]);
    expect(completenessOf([country('AL', [1, 2], two(20)), montenegro(1)])[0]?.fieldVisits).toBeUndefined();
    expect(completenessOf([country('AL', [1, 2], two(20)), montenegro(10)])[0]?.fieldVisits).toBe(100);
  });

  it('omits sums that are larger than any real field work, because an event cannot contain them', () => {
    const sum = (fieldVisits: number) =>
      completenessOf([
        country(
          'AL',
          [1, 2, 3],
          [1, 2, 3].map((one) => [one, { present: true, fieldVisits }]),
        ),
      ])[0]?.fieldVisits;
    expect(sum(300_000)).toBe(900_000);
    expect(sum(2 ** 31)).toBeUndefined();
  });

  it('does not count organisations that are not expected', () => {
    const before = country('AL', [1, 2, 3], [[1, PRESENT]]);
    const after = country(
      'AL',
      [1, 2, 3],
      [
        [1, PRESENT],
        [9, { present: true, fieldVisits: 500 }],
      ],
    );
    expect(completenessOf([after])).toEqual(completenessOf([before]));
  });

  it('contains effort only if no organisation could infer the figure of another', () => {
    const visits = (...values: (number | undefined)[]) =>
      completenessOf([
        country(
          'AL',
          values.map((_, i) => i + 1),
          values.map((fieldVisits, i) => [i + 1, { present: true, fieldVisits }]),
        ),
      ])[0]?.fieldVisits;
    expect(visits(20, 20, 4)).toBe(40);
    expect(visits(20, 20, 6)).toBe(50);
    // An organisation that stated 0 would know that both others stated 0. "0" must mean 0 to 4.
    expect(visits(0, 0, 0)).toBeUndefined();
    expect(visits(1, 1, 1)).toBe(0);
    expect(visits(20, 20)).toBeUndefined();
    expect(visits(20, 20, undefined)).toBeUndefined();
    // The second organisation could subtract its own figure, and would know the first figure of 100 to within 1.
    expect(visits(100, 20, 1)).toBeUndefined();
    expect(visits(100, 20, 10)).toBe(130);
  });

  it('shares grow with the number of organisations: `all` means every one, and `none` means zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (of) => {
        const shares = Array.from({ length: of + 1 }, (_, number) => SHARES.indexOf(shareOf(number, of)));
        expect([...shares].sort((a, b) => b - a)).toEqual(shares);
        expect(shares.filter((share) => share === 0)).toHaveLength(1);
        expect(shares.filter((share) => share === 3)).toHaveLength(1);
      }),
    );
  });

  it('contains every country with an expected organisation, and pools countries with fewer than the minimum', () => {
    fc.assert(
      fc.property(anyRegion, (region) => {
        const published = completenessOf(region);
        const reporting = region.filter(({ expected }) => expected.size > 0);
        expect(published.flatMap(({ countries }) => countries).sort()).toEqual(
          reporting.map((one) => one.country).sort(),
        );
        for (const { countries, ...shares } of published) {
          const of = region.filter((one) => countries.includes(one.country));
          const organisations = new Set(of.flatMap(({ expected }) => [...expected]));
          if (organisations.size < MIN_ORGANISATIONS) expect(shares).toEqual({});
        }
      }),
    );
  });

  it('does not depend on the numbers of organisations', () => {
    fc.assert(
      fc.property(anyRegion, (region) => {
        const renamed = region.map(({ country: code, expected, statements }) =>
          country(
            code,
            [...expected].map((one) => one + 500),
            [...statements].map(([one, activity]) => [one + 500, activity]),
          ),
        );
        expect(completenessOf(renamed)).toEqual(completenessOf(region));
      }),
    );
  });

  it('effort is a multiple of its step, within half a step of the stated sum, and never of fewer than three organisations', () => {
    fc.assert(
      fc.property(anyRegion, (region) => {
        for (const { countries, fieldVisits } of completenessOf(region)) {
          if (fieldVisits === undefined) continue;
          const stated = region
            .filter((one) => countries.includes(one.country))
            .flatMap((one) =>
              [...one.statements].flatMap(([organisation, { fieldVisits: visits }]) =>
                one.expected.has(organisation) && visits !== undefined ? [visits] : [],
              ),
            );
          expect(fieldVisits % EFFORT_STEP).toBe(0);
          expect(Math.abs(fieldVisits - stated.reduce((a, b) => a + b, 0))).toBeLessThanOrEqual(
            EFFORT_STEP / 2,
          );
          expect(stated.length).toBeGreaterThanOrEqual(MIN_ORGANISATIONS);
        }
      }),
    );
  });

  it('is decoded from an event unchanged', () => {
    fc.assert(
      fc.property(anyRegion, (region) => {
        for (const one of completenessOf(region))
          expect(completenessFrom(completenessEventOf(one))).toEqual(one);
      }),
    );
    expect(completenessFrom({ countries: ['AL'], stated: 77, present: 4 })).toEqual({
      countries: ['AL'],
      present: 'none',
    });
  });
});
