import { readFileSync } from 'node:fs';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { borderOf } from '../../map/borders.ts';
import { boxesOf, namesOn } from '../../map/name-places.ts';
import { outlinesIn } from '../../map/outlines.ts';
import { loadTranslator } from '../../text/testing/load-translator.ts';
import { type Arrow, boxesOfShaft, boxOfNumber, isTaken, pointAlong } from './arrows.ts';
import { LENGTH, MAP, placedArrows } from './placed-arrows.ts';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const { tables } = JSON.parse(readFileSync(SHIPPED, 'utf8'));
const pairs: readonly (readonly [string, string])[] = tables
  .find(({ id }: { id: string }) => id === 'segment-month')
  .columns.values.filter((code: string) => /^[A-Z]{2}-[A-Z]{2}$/.test(code))
  .map((code: string) => code.split('-'));
const { width: WIDTH, height: HEIGHT, margin } = MAP;
const outlines = outlinesIn(WIDTH, HEIGHT, margin);

const segmentsOf = (some: readonly (readonly [string, string])[]) =>
  some.map(([from, to]) => ({ code: `${from}-${to}`, from, to }));
const arrowOver = (from: string, to: string): Arrow | undefined =>
  placedArrows(outlines, segmentsOf([[from, to]]), [])[0]?.arrow;
const boxesOfArrow = (arrow: Arrow) => [...boxesOfShaft(arrow), boxOfNumber(arrow)];

/** Numbers that lie on the line of another arrow, or on its number: nobody knows which they are of. */
const numbersOnOthers = (placed: ReturnType<typeof placedArrows>, hasNumber = (_code: string) => true) =>
  placed
    .filter(({ segment }) => hasNumber(segment.code))
    .flatMap(({ segment: { code }, arrow }) =>
      placed.flatMap((other) => {
        const number = hasNumber(other.segment.code) ? [boxOfNumber(other.arrow)] : [];
        const isOn = isTaken([boxOfNumber(arrow)], [...boxesOfShaft(other.arrow), ...number]);
        return other.segment.code !== code && isOn ? [`${code} on ${other.segment.code}`] : [];
      }),
    );

it.each(pairs)(
  'the arrow from %s to %s begins in the one, ends in the other and stands on the map',
  (from, to) => {
    const arrow = arrowOver(from, to);
    expect(arrow).toBeDefined();
    if (arrow === undefined) return;
    const border = borderOf(outlines, from, to);
    expect([border?.isIn(from, arrow.tail), border?.isIn(to, arrow.tip)]).toEqual([true, true]);
    for (const [x, y] of [arrow.tail, arrow.tip, arrow.text]) {
      expect(x > 0 && x < WIDTH).toBe(true);
      expect(y > 0 && y < HEIGHT).toBe(true);
    }
  },
);

const translators = await Promise.all(
  LANGUAGES.map(async (language) => [language, await loadTranslator(language)] as const),
);

describe.each(translators)('on the map in %s', (_, t) => {
  const names = namesOn(outlines, t).flatMap(boxesOf);
  const segments = segmentsOf(pairs);
  const placed = placedArrows(outlines, segments, names);

  it('every segment has an arrow, and neither it nor its number touches a name, nor the sign of its footnote', () => {
    expect(placed.map(({ segment }) => segment.code)).toEqual(segments.map(({ code }) => code));
    const touching = placed.filter(({ arrow }) => isTaken(boxesOfArrow(arrow), names));
    expect(touching.map(({ segment }) => segment.code)).toEqual([]);
  });

  it('nor does one that stands there alone', () => {
    const touching = segments.filter((segment) => {
      const [alone] = placedArrows(outlines, [segment], names);
      return alone === undefined || isTaken(boxesOfArrow(alone.arrow), names);
    });
    expect(touching.map(({ code }) => code)).toEqual([]);
  });

  it('no number stands on another arrow, or on the number of another one, as if each had the widest', () => {
    expect(numbersOnOthers(placed)).toEqual([]);
  });

  it('no number stands on the ground of a third country, whose it would read as', () => {
    const elsewhere = placed.filter(({ segment: { from, to }, arrow: { text, anchor } }) => {
      const border = borderOf(outlines, from, to);
      // The middle of "≈ 10" on a narrow screen.
      const along = { start: 30, middle: 0, end: -30 }[anchor];
      const on = outlines.countries.filter(({ code }) => border?.isIn(code, [text[0] + along, text[1]]));
      return on.some(({ code }) => code !== from && code !== to);
    });
    expect(elsewhere.map(({ segment }) => segment.code)).toEqual([]);
  });
});

it('whichever segments are given, in whichever order, and whichever have a number, no number stands on another arrow', async () => {
  const names = namesOn(outlines, await loadTranslator('en')).flatMap(boxesOf);
  const some = fc.shuffledSubarray([...segmentsOf(pairs)], { minLength: 2 });
  const numbered = fc.subarray(pairs.map(([from, to]) => `${from}-${to}`));
  fc.assert(
    fc.property(some, numbered, (segments, codes) => {
      const hasNumber = (code: string) => codes.includes(code);
      const placed = placedArrows(outlines, segments, names, ({ code }) => hasNumber(code));
      expect(placed).toHaveLength(segments.length);
      expect(numbersOnOthers(placed, hasNumber)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

it('both directions of a border stand beside each other, and point opposite ways', () => {
  const [there, back] = [arrowOver('BA', 'HR'), arrowOver('HR', 'BA')];
  const way = (one: typeof there) => [
    (one?.tip[0] ?? 0) - (one?.tail[0] ?? 0),
    (one?.tip[1] ?? 0) - (one?.tail[1] ?? 0),
  ];
  const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [way(there), way(back)];
  expect(ax * bx + ay * by).toBeCloseTo(-LENGTH * LENGTH, 3);
  const apart = Math.hypot(
    (there?.tip[0] ?? 0) - (back?.tail[0] ?? 0),
    (there?.tip[1] ?? 0) - (back?.tail[1] ?? 0),
  );
  expect(apart).toBeCloseTo(18, 3);
});

it('two that do not meet have no arrow', () => {
  expect(arrowOver('AL', 'HU')).toBeUndefined();
});

it('a point along a line is never off it, and goes from its first to its last', () => {
  const coordinate = fc.integer({ min: -100, max: 100 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (line, share) => {
        const point = pointAlong(line, share);
        const [xs, ys] = [line.map(([x]) => x), line.map(([, y]) => y)];
        expect(point?.[0]).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9);
        expect(point?.[1]).toBeLessThanOrEqual(Math.max(...ys) + 1e-9);
        expect(pointAlong(line, 0)?.[0]).toBeCloseTo(line[0]?.[0] ?? 0);
        expect(pointAlong(line, 1)?.[0]).toBeCloseTo(line.at(-1)?.[0] ?? 0);
      },
    ),
  );
});
