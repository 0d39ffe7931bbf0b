import { readFileSync } from 'node:fs';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadTranslator } from '../../services/dashboard/src/text/testing/load-translator.ts';
import { REGION_MAPS } from '../../services/dashboard/src/ui/map/gen/region-maps.ts';
import { boxesOf } from '../../services/dashboard/src/ui/map/name-places.ts';
import { type Arrow, boxesOfShaft, boxOfNumber, isTaken, pointAlong } from './arrows.ts';
import { borderOf } from './borders.ts';
import { namesOn } from './names-on.ts';
import { outlinesIn } from './outlines.ts';
import { LENGTH, MAP, placedArrows } from './placed-arrows.ts';

const SHIPPED = new URL('../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
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

/** Numbers that overlap another arrow or its number: readers could not tell which arrow they belong to. */
const numbersOnOthers = (all: ReturnType<typeof placedArrows>) =>
  all.flatMap(({ segment: { code }, arrow }) =>
    all.flatMap((other) => {
      const isOn = isTaken([boxOfNumber(arrow)], boxesOfArrow(other.arrow));
      return other.segment.code !== code && isOn ? [`${code} on ${other.segment.code}`] : [];
    }),
  );

it.each(pairs)(
  'the arrow from %s to %s begins in the one, ends in the other and lies within the map',
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

const names = (await Promise.all(LANGUAGES.map(loadTranslator))).map((t) =>
  namesOn(outlines, t).flatMap(boxesOf),
);
const segments = segmentsOf(pairs);
const placed = placedArrows(outlines, segments, names.flat());

it('every segment of the plan has an arrow, and neither it nor its number touches a name in any language', () => {
  expect(placed.map(({ segment }) => segment.code)).toEqual(segments.map(({ code }) => code));
  const touching = placed.filter(({ arrow }) => isTaken(boxesOfArrow(arrow), names.flat()));
  expect(touching.map(({ segment }) => segment.code)).toEqual([]);
});

it('no number is on another arrow, or on the number of another one, as if each had the widest', () => {
  expect(numbersOnOthers(placed)).toEqual([]);
});

it('no number is on the ground of a third country', () => {
  const elsewhere = placed.filter(({ segment: { from, to }, arrow: { text, anchor } }) => {
    const border = borderOf(outlines, from, to);
    // The middle of "≈ 10" on a narrow screen.
    const along = { start: 30, middle: 0, end: -30 }[anchor];
    const on = outlines.countries.filter(({ code }) => border?.isIn(code, [text[0] + along, text[1]]));
    return on.some(({ code }) => code !== from && code !== to);
  });
  expect(elsewhere.map(({ segment }) => segment.code)).toEqual([]);
});

it('pages draw these arrows', () => {
  for (const { segment, arrow } of placed) {
    const [tailX, tailY, ...others] = REGION_MAPS.arrows[segment.code] ?? [];
    expect(others.at(-1)).toBe(arrow.anchor);
    expect(Math.hypot((tailX ?? 0) - arrow.tail[0], (tailY ?? 0) - arrow.tail[1])).toBeLessThan(0.1);
  }
});

it('both directions of a border are parallel, and point opposite ways', () => {
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
