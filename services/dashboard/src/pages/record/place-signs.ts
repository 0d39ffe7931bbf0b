import { segmentById } from '@waylight/taxonomy/places';
import { type Box, freeRoom } from '../../ui/map/free-room.ts';
import { RECORD_GEOMETRY } from '../../ui/map/gen/record-geometry.ts';
import { boxesOf, type PlacedName } from '../../ui/map/name-places.ts';
import type { Point } from '../../ui/map/region-maps.ts';
import { type KeptPlace, placeKey } from './record-numbers.ts';
import {
  alongLine,
  type Disc,
  numberBeside,
  numberOnLine,
  numberWithin,
  type Tied,
  touchesRim,
} from './tied-numbers.ts';

export type CountedPlace = KeptPlace & { readonly value: number };

/**
 * A symbol of a place on the map, with its number: a whole stretch of border, a ring around an area, or a frame at a country's
 * name. None is a point, because nothing is drawn more precisely than it is stored. Each number is in its ring or frame, on its
 * line, or connected by a short line; see tied-numbers.ts.
 */
export type Sign = { readonly key: string; readonly value: number } & Tied &
  (
    | { readonly as: 'segment'; readonly line: readonly Point[] }
    | ({ readonly as: 'area' } & Disc)
    | { readonly as: 'country'; readonly size: Pick<Box, 'width' | 'height'> }
  );

export type Signs = {
  readonly signs: readonly Sign[];
  /** Places that are not on the map or do not fit. They are listed next to it. */
  readonly beside: readonly CountedPlace[];
};

export const VALUE_FONT = 22;
const DIGIT = VALUE_FONT * 0.6;
/** Largest distance of a country's number from its name. */
const NEAR = 48;
/** Factor by which a number must be nearer to its own country's name than to any other. */
const CLEARLY_NEARER = 1.5;
/** Width of a drawn line with its margin. */
const LINE = 6;
const UNDER_NAME = 20;

/** Lays out symbols of exact numbers. All places at one border are one, in either direction. */
export function signsOf(
  places: readonly CountedPlace[],
  {
    names,
    within,
  }: { readonly names: readonly PlacedName[]; readonly within: Pick<Box, 'width' | 'height'> },
): Signs {
  const areas = areasIn(places);
  const borders = bordersIn(places).map((place) => ({ place, line: RECORD_GEOMETRY.lines[place.code] }));
  const rings = areas.flatMap(({ circle }) => (circle === undefined ? [] : [circle]));
  const lines = borders.map(({ line }) => (line === undefined ? [] : alongLine(line, LINE)));
  const taken: Box[] = names.flatMap(boxesOf);
  const signs: Sign[] = [];
  const beside: CountedPlace[] = [];
  /** Reserves the boxes of a number and of its line. */
  const take = (tied: Tied | undefined, value: number): Tied | undefined => {
    if (tied === undefined) return undefined;
    taken.push(boxAt(tied.text, sizeOf(value)));
    if (tied.lead !== undefined) taken.push(...alongLine(tied.lead, LINE));
    return tied;
  };

  // Countries first, because their numbers have the fewest possible positions.
  for (const { place, code } of countriesIn(places)) {
    const size = sizeOf(place.value);
    const at = placeOfCountry(names, code);
    const isFree = (box: Box) =>
      isBesideName(names, code, box) && !rings.some((ring) => touchesRim(box, ring));
    const room = { taken: [...taken, ...lines.flat()], within, reach: NEAR, isFree };
    const text = at && freeRoom(at, size, room);
    const tied = take(text && { text }, place.value);
    if (tied === undefined) beside.push(place);
    else signs.push({ as: 'country', key: placeKey(place), value: place.value, size, ...tied });
  }
  const inAreas = new Map<CountedPlace, Tied>();
  // Numbers inside rings are placed before lines to other numbers occupy the room.
  for (const find of [numberWithin, numberBeside])
    for (const { place, circle } of areas) {
      if (circle === undefined || inAreas.has(place)) continue;
      const others = rings.filter((ring) => ring !== circle);
      const around = { others, taken: [...taken, ...lines.flat()], within };
      const tied = take(find(circle, sizeOf(place.value), around), place.value);
      if (tied !== undefined) inAreas.set(place, tied);
    }
  for (const { place, circle } of areas) {
    const tied = inAreas.get(place);
    if (circle === undefined || tied === undefined) beside.push(place);
    else signs.push({ as: 'area', key: placeKey(place), value: place.value, ...circle, ...tied });
  }
  borders.forEach(({ place, line }, n) => {
    const others = lines.filter((_, other) => other !== n).flat();
    const around = { others: rings, taken: [...taken, ...others], within };
    const tied = take(line && numberOnLine(line, sizeOf(place.value), around), place.value);
    if (line === undefined || tied === undefined) beside.push(place);
    else signs.push({ as: 'segment', key: placeKey(place), value: place.value, line, ...tied });
  });
  beside.push(...places.filter(({ as }) => as === 'unknown'));
  return { signs, beside };
}

const boxAt = ([x, y]: Point, size: Pick<Box, 'width' | 'height'>): Box => ({ x, y, ...size });

const sizeOf = (value: number) => ({
  width: String(value).length * DIGIT + 10,
  height: VALUE_FONT + 6,
});

const countriesIn = (places: readonly CountedPlace[]) =>
  places.filter(({ as }) => as === 'country').map((place) => ({ place, code: place.code }));

/** Position under its name. A number without a name could not be attributed. */
function placeOfCountry(names: readonly PlacedName[], code: string): Point | undefined {
  const name = names.find((one) => one.code === code);
  return name === undefined ? undefined : [name.at[0], name.at[1] + UNDER_NAME];
}

/** True if a box is near enough to a country's name that it cannot be attributed to another country. */
function isBesideName(names: readonly PlacedName[], code: string, { x, y }: Box): boolean {
  const off = ({ at }: PlacedName) => Math.hypot(at[0] - x, at[1] - y);
  const own = names.filter((name) => name.code === code).map(off);
  return names.every((name) => name.code === code || off(name) > CLEARLY_NEARER * Math.min(...own));
}

function areasIn(places: readonly CountedPlace[]) {
  return places
    .filter(({ as }) => as === 'area')
    .map((place) => ({ place, circle: circleOf(place.code) }))
    .sort((a, b) => (a.circle?.radius ?? 0) - (b.circle?.radius ?? 0));
}

function circleOf(area: string): Disc | undefined {
  const circle = RECORD_GEOMETRY.areas[area];
  if (circle === undefined) return undefined;
  const [x, y, radius] = circle;
  return { middle: [x, y], radius };
}

/** Places at borders, one for both directions and all stretches of each. */
function bordersIn(places: readonly CountedPlace[]): readonly CountedPlace[] {
  const sums = new Map<string, CountedPlace>();
  for (const { as, code, value } of places) {
    if (as !== 'segment') continue;
    const { from, to } = segmentById(code) ?? {};
    if (from === undefined || to === undefined) continue;
    const border = [from, to].sort().join('-');
    sums.set(border, { as, code: border, value: value + (sums.get(border)?.value ?? 0) });
  }
  return [...sums.values()];
}
