import { AREAS, SEGMENTS } from '@waylight/taxonomy';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { touch } from '../../map/free-room.ts';
import { AREA_REACH } from '../../map/gen/area-reach.ts';
import { boxesOf, namesOn } from '../../map/name-places.ts';
import { outlinesIn } from '../../map/outlines.ts';
import { type CountedPlace, type Sign, signsOf } from './place-signs.ts';

const within = { width: 720, height: 700 };
const outlines = outlinesIn(within.width, within.height, 0.09);
const names = namesOn(outlines, 'en');

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

it('every person stands on the map or is said beside it, and no number touches another or a name', () => {
  fc.assert(
    fc.property(places, (all) => {
      const { signs, beside } = signsOf(outlines, all, { names, within });
      const sum = (of: readonly { readonly value: number }[]) => of.reduce((n, { value }) => n + value, 0);
      expect(sum(signs) + sum(beside)).toBe(sum(all));
      const boxes = signs.map(numberBox);
      const others = names.flatMap(boxesOf);
      boxes.forEach((box, n) => {
        expect([...boxes.slice(n + 1), ...others].some((other) => touch(box, other))).toBe(false);
      });
    }),
    { numRuns: 50 },
  );
});

it('a ring is as wide as its area at least, and its number stands in it or beside it', () => {
  for (const code of Object.keys(AREA_REACH)) {
    const [sign] = signsOf(outlines, [{ as: 'area', code, value: 12 }], { names, within }).signs;
    if (sign?.as !== 'area') throw new Error(`${code} is not on the map`);
    const [latitude = 0, longitude = 0, km = 0] = AREA_REACH[code] ?? [];
    const north = outlines.placeOf(longitude, latitude + km / 111.2);
    expect(sign.radius).toBeGreaterThanOrEqual(
      Math.hypot((north?.[0] ?? 0) - sign.middle[0], (north?.[1] ?? 0) - sign.middle[1]) - 1e-6,
    );
    // Some 15 km: wider than a number is high, so that no ring passes for a place.
    expect(sign.radius).toBeGreaterThan(10);
    const away = Math.hypot(sign.text[0] - sign.middle[0], sign.text[1] - sign.middle[1]);
    expect(away).toBeLessThanOrEqual(Math.max(sign.radius, 48) + 1e-6);
  }
});

it('a border is one, whichever way and whichever stretch of it', () => {
  const all: CountedPlace[] = ['RS-BA', 'BA-RS', 'RS-BA.drina'].map((code) => ({
    as: 'segment',
    code,
    value: 2,
  }));
  const { signs } = signsOf(outlines, all, { names, within });
  expect(signs.map(({ as, key, value }) => [as, key, value])).toEqual([['segment', 'segment BA-RS', 6]]);
  // By sea there is no line to draw.
  expect(
    signsOf(outlines, [{ as: 'segment', code: 'AL-IT', value: 1 }], { names, within }).beside,
  ).toHaveLength(1);
});
