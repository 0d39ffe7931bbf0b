import { AREAS, SEGMENTS } from '@waylight/taxonomy';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadTranslator } from '../../text/testing/load-translator.ts';
import { touch } from '../../ui/map/free-room.ts';
import { RECORD_GEOMETRY } from '../../ui/map/gen/record-geometry.ts';
import { REGION_MAPS } from '../../ui/map/gen/region-maps.ts';
import { boxesOf, namesAt } from '../../ui/map/name-places.ts';
import { type CountedPlace, type Sign, signsOf } from './place-signs.ts';
import { alongLine, holds, LONGEST_LEAD, liesIn, touchesDisc, touchesRim } from './tied-numbers.ts';

const within = { width: REGION_MAPS.width, height: REGION_MAPS.height };
const names = namesAt(REGION_MAPS.names, await loadTranslator('en'));

const place = fc.oneof(
  fc
    .constantFrom(...AREAS.filter(({ number }) => number > 0))
    .map(({ id }) => ({ as: 'area' as const, code: id })),
  fc
    .constantFrom(...SEGMENTS.filter(({ from }) => from !== undefined))
    .map(({ id }) => ({ as: 'segment' as const, code: id })),
  fc.constantFrom('AL', 'BA', 'ME', 'MK', 'RS', 'XK', 'HR', 'SI', 'IT', 'TR').map((code) => ({
    as: 'country' as const,
    code,
  })),
  fc.constant({ as: 'unknown' as const, code: 'unknown' }),
);
const places = fc.uniqueArray(
  fc.tuple(place, fc.integer({ min: 1, max: 9_999 })).map(([one, value]) => ({ ...one, value })),
  { maxLength: 40, selector: ({ as, code }) => `${as} ${code}` },
);

const numberBox = ({ text: [x, y], value }: Sign) => ({
  x,
  y,
  width: String(value).length * 13,
  height: 22,
});

it('every person is on the map or listed next to it, and no number touches another or a name', () => {
  fc.assert(
    fc.property(places, (all) => {
      const { signs, beside } = signsOf(all, { names, within });
      const sum = (of: readonly { readonly value: number }[]) => of.reduce((n, { value }) => n + value, 0);
      expect(sum(signs) + sum(beside)).toBe(sum(all));
      const boxes = signs.map(numberBox);
      const others = names.flatMap(boxesOf);
      boxes.forEach((box, n) => {
        expect([...boxes.slice(n + 1), ...others].some((other) => touch(box, other))).toBe(false);
      });
    }),
    { numRuns: 25 },
  );
});

type Ring = Extract<Sign, { as: 'area' }>;

/** Distance of a point from a line. */
const offLine = (line: readonly (readonly [number, number])[], [x, y]: readonly [number, number]) =>
  Math.min(...alongLine(line, 1).map((piece) => Math.hypot(piece.x - x, piece.y - y)));

it('each number is tied to its sign: in it or by a line that ends at it, and in no ring that is not its own', () => {
  fc.assert(
    fc.property(places, (all) => {
      const { signs } = signsOf(all, { names, within });
      const rings = signs.filter((sign): sign is Ring => sign.as === 'area');
      for (const sign of signs) {
        const [box, { lead }] = [numberBox(sign), sign];
        const others = rings.filter((ring) => ring !== sign);
        expect(others.filter((other) => touchesRim(box, other))).toEqual([]);
        // A frame needs no line, because its shape means a country.
        if (sign.as === 'country') continue;
        // A ring inside a wider one is a separate place.
        const isIn = others.filter((other) => touchesDisc(box, other));
        expect(isIn.filter((other) => sign.as !== 'area' || !holds(other, sign))).toEqual([]);
        if (lead === undefined) {
          if (sign.as === 'area') expect(liesIn(box, sign)).toBe(true);
          else expect(offLine(sign.line, sign.text)).toBeLessThan(3);
          continue;
        }
        const [from, to] = lead;
        expect(Math.hypot(from[0] - to[0], from[1] - to[1])).toBeLessThanOrEqual(LONGEST_LEAD);
        // A line ends at the rim, or at the space around the number. A line into a ring would suggest a point in it.
        expect(touch({ x: to[0], y: to[1], width: 13, height: 13 }, box)).toBe(true);
        if (sign.as === 'segment') expect(offLine(sign.line, from)).toBeLessThan(3);
        else {
          const distances = [from, to].map(([x, y]) => Math.hypot(x - sign.middle[0], y - sign.middle[1]));
          expect(distances[0]).toBeCloseTo(sign.radius);
          expect(distances[1]).toBeGreaterThan(sign.radius);
          for (const { middle, radius } of others)
            expect(
              Math.abs(Math.hypot(from[0] - middle[0], from[1] - middle[1]) - radius),
            ).toBeGreaterThanOrEqual(6);
        }
        for (const other of signs)
          if (other !== sign)
            expect(alongLine(lead, 1).some((piece) => touch(piece, numberBox(other)))).toBe(false);
      }
    }),
    { numRuns: 25 },
  );
});

it('a ring is that of its area, and alone on the map its number has room', () => {
  for (const [code, circle] of Object.entries(RECORD_GEOMETRY.areas)) {
    const [sign] = signsOf([{ as: 'area', code, value: 12 }], { names, within }).signs;
    if (sign?.as !== 'area') throw new Error(`${code} is not on the map`);
    expect([...sign.middle, sign.radius]).toEqual(circle);
    // Some 15 km: wider than a number is high, so that no ring passes for a place.
    expect(sign.radius).toBeGreaterThan(10);
  }
});

it('two rings that overlap each have their number where the other one is not', () => {
  // Both entities of Bosnia and Herzegovina, and their rings, cover nearly all of the country.
  const all = ['BA-BIH', 'BA-SRP'].map((code) => ({ as: 'area' as const, code, value: 15 }));
  const { signs, beside } = signsOf([...all, { as: 'country', code: 'BA', value: 56 }], {
    names,
    within,
  });
  expect(beside).toEqual([]);
  const rings = signs.filter((sign): sign is Ring => sign.as === 'area');
  expect(rings).toHaveLength(2);
  for (const ring of rings)
    for (const other of rings) if (ring !== other) expect(touchesDisc(numberBox(ring), other)).toBe(false);
});

it('a boxed number is next to the name of its country, and clearly nearer to it than to any other', () => {
  fc.assert(
    fc.property(places, (all) => {
      for (const { key, as, text } of signsOf(all, { names, within }).signs) {
        if (as !== 'country') continue;
        const off = ({ at }: (typeof names)[number]) => Math.hypot(at[0] - text[0], at[1] - text[1]);
        const [nearest, next] = [...names].sort((a, b) => off(a) - off(b));
        expect(key).toBe(`country ${nearest?.code}`);
        expect(off(next!)).toBeGreaterThan(1.5 * off(nearest!));
      }
    }),
    {
      numRuns: 25,
      // The ring leaves no room directly below the name.
      examples: [
        [
          [
            { as: 'area', code: 'ME-06', value: 1 },
            { as: 'country', code: 'ME', value: 1_000 },
          ],
        ],
      ],
    },
  );
});

it('a border is one place for both directions and all stretches', () => {
  const all: CountedPlace[] = ['RS-BA', 'BA-RS', 'RS-BA.drina'].map((code) => ({
    as: 'segment',
    code,
    value: 2,
  }));
  const { signs } = signsOf(all, { names, within });
  expect(signs.map(({ as, key, value }) => [as, key, value])).toEqual([['segment', 'segment BA-RS', 6]]);
  // A border by sea has no line.
  expect(signsOf([{ as: 'segment', code: 'AL-IT', value: 1 }], { names, within }).beside).toHaveLength(1);
});
