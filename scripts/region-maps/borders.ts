import { geoContains } from 'd3-geo';
import { mesh } from 'topojson-client';
import type { Point } from '../../services/dashboard/src/ui/map/region-maps.ts';
import { countries, features, type Outlines, topology } from './outlines.ts';

/** Where two neighbours meet, in pixels: the way along, from end to end, and whether a point lies in a country. */
export type SharedBorder = {
  readonly line: readonly Point[];
  readonly isIn: (code: string, point: Point) => boolean;
};

/** The longest piece of border between two that lies on the map; undefined where they do not meet on it. */
export function borderOf(
  { placeOf, degreesOf, isOnMap }: Outlines,
  one: string,
  other: string,
): SharedBorder | undefined {
  const pieces = linesBetween(one, other).map((line) =>
    line.flatMap(([longitude, latitude]) => {
      const point = placeOf(longitude, latitude);
      return point !== undefined && isOnMap(point) ? [point] : [];
    }),
  );
  const line = pieces.sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  if (line === undefined || line.length < 2) return undefined;
  return {
    line,
    isIn: (code, point) => {
      const degrees = degreesOf(point);
      const country = features.find(({ id }) => id === code);
      if (degrees === undefined || country === undefined) return false;
      return geoContains(country, [...degrees]);
    },
  };
}

function linesBetween(one: string, other: string): readonly [number, number][][] {
  const both = [one, other];
  const line = mesh(
    topology,
    // Types of properties are all that differs between what the two functions take.
    countries as Parameters<typeof mesh>[1],
    (a, b) => a !== b && both.includes(String(a.id)) && both.includes(String(b.id)),
  );
  return line.coordinates as [number, number][][];
}

/** The way along a line, in the unit of its points. */
const lengthOf = (line: readonly Point[]): number =>
  line
    .slice(1)
    .reduce((sum, [x, y], n) => sum + Math.hypot(x - (line[n]?.[0] ?? x), y - (line[n]?.[1] ?? y)), 0);
