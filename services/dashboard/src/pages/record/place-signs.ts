import { segmentById } from '@waylight/taxonomy/places';
import { borderOf } from '../../map/borders.ts';
import { type Box, freeRoom } from '../../map/free-room.ts';
import { AREA_REACH } from '../../map/gen/area-reach.ts';
import { boxesOf, type PlacedName } from '../../map/name-places.ts';
import type { Outlines, Point } from '../../map/outlines.ts';
import type { KeptPlace } from './record-numbers.ts';

export type CountedPlace = KeptPlace & { readonly value: number };

/**
 * What stands on a map for a place, with its number where it has room: a stretch of border as a whole, a ring that holds all of an
 * area, or a frame beside a country's name. None of them is a point: nothing is drawn more exactly than it is kept.
 */
export type Sign = { readonly key: string; readonly value: number; readonly text: Point } & (
  | { readonly as: 'segment'; readonly line: readonly Point[] }
  | { readonly as: 'area'; readonly middle: Point; readonly radius: number }
  | { readonly as: 'country'; readonly size: Pick<Box, 'width' | 'height'> }
);

export type Signs = {
  readonly signs: readonly Sign[];
  /** What is not on the map, or has no room there: to be said beside it. */
  readonly beside: readonly CountedPlace[];
};

export const VALUE_FONT = 22;
const DIGIT = VALUE_FONT * 0.6;
/** How far a number may stand from where it belongs, where that has no size of its own. */
const NEAR = 48;
const UNDER_NAME = 20;
const KM_PER_DEGREE = 111.2;

/** Lays out signs of exact numbers; places of one border are one, whichever way they point. */
export function signsOf(
  outlines: Outlines,
  places: readonly CountedPlace[],
  {
    names,
    within,
  }: { readonly names: readonly PlacedName[]; readonly within: Pick<Box, 'width' | 'height'> },
): Signs {
  const taken: Box[] = names.flatMap(boxesOf);
  const signs: Sign[] = [];
  const beside: CountedPlace[] = [];

  /** Room for a number, which is taken from then on. */
  const roomFor = (at: Point, reach: number, value: number): Point | undefined => {
    const size = sizeOf(value);
    const room = freeRoom(at, size, { taken, within, reach });
    if (room !== undefined) taken.push({ x: room[0], y: room[1], ...size });
    return room;
  };
  /** Those with the least freedom first. */
  const ordered = {
    country: countriesIn(places),
    area: areasIn(outlines, places),
    segment: bordersIn(places),
  };
  for (const { place, code } of ordered.country) {
    const at = placeOfCountry(names, code);
    const text = at === undefined ? undefined : roomFor(at, NEAR, place.value);
    if (text === undefined) beside.push(place);
    else
      signs.push({ as: 'country', key: keyOf(place), value: place.value, text, size: sizeOf(place.value) });
  }
  for (const { place, circle } of ordered.area) {
    const text =
      circle === undefined ? undefined : roomFor(circle.middle, Math.max(circle.radius, NEAR), place.value);
    if (circle === undefined || text === undefined) beside.push(place);
    else signs.push({ as: 'area', key: keyOf(place), value: place.value, text, ...circle });
  }
  for (const { place, from, to } of ordered.segment) {
    const line = borderOf(outlines, from, to)?.line;
    const middle = line?.[Math.floor(line.length / 2)];
    const text = middle === undefined ? undefined : roomFor(middle, NEAR, place.value);
    if (line === undefined || text === undefined) beside.push(place);
    else signs.push({ as: 'segment', key: keyOf(place), value: place.value, text, line });
  }
  beside.push(...places.filter(({ as }) => as === 'unknown'));
  return { signs, beside };
}

const keyOf = ({ as, code }: CountedPlace): string => `${as} ${code}`;

const sizeOf = (value: number) => ({
  width: String(value).length * DIGIT + 10,
  height: VALUE_FONT + 6,
});

const countriesIn = (places: readonly CountedPlace[]) =>
  places.filter(({ as }) => as === 'country').map((place) => ({ place, code: place.code }));

/** Under its name: a number without one would be nobody's. */
function placeOfCountry(names: readonly PlacedName[], code: string): Point | undefined {
  const name = names.find((one) => one.code === code);
  return name === undefined ? undefined : [name.at[0], name.at[1] + UNDER_NAME];
}

function areasIn(outlines: Outlines, places: readonly CountedPlace[]) {
  return places
    .filter(({ as }) => as === 'area')
    .map((place) => ({ place, circle: circleOf(outlines, place.code) }))
    .sort((a, b) => (a.circle?.radius ?? 0) - (b.circle?.radius ?? 0));
}

/** The circle of an area on the map, at least as large as it is on the earth in each direction. */
function circleOf(outlines: Outlines, area: string) {
  const reach = AREA_REACH[area];
  if (reach === undefined) return undefined;
  const [latitude, longitude, km] = reach;
  const middle = outlines.placeOf(longitude, latitude);
  if (middle === undefined || !outlines.isOnMap(middle)) return undefined;
  const north = km / KM_PER_DEGREE;
  const east = north / Math.cos((latitude * Math.PI) / 180);
  const rim = [
    outlines.placeOf(longitude, latitude + north),
    outlines.placeOf(longitude, latitude - north),
    outlines.placeOf(longitude + east, latitude),
    outlines.placeOf(longitude - east, latitude),
  ].filter((point) => point !== undefined);
  return { middle, radius: Math.max(...rim.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1]))) };
}

function bordersIn(places: readonly CountedPlace[]) {
  const sums = new Map<string, { place: CountedPlace; from: string; to: string }>();
  for (const { as, code, value } of places) {
    if (as !== 'segment') continue;
    const { from, to } = segmentById(code) ?? {};
    if (from === undefined || to === undefined) continue;
    const [one, other] = [from, to].sort() as [string, string];
    const before = sums.get(`${one}-${other}`)?.place.value ?? 0;
    const place = { as, code: `${one}-${other}`, value: before + value };
    sums.set(place.code, { place, from: one, to: other });
  }
  return [...sums.values()];
}
