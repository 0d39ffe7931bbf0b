import { geoContains } from 'd3-geo';
import { mesh } from 'topojson-client';
import type { Point } from '../../services/dashboard/src/ui/map/region-maps.ts';
import { countries, features, type Outlines, topology } from './outlines.ts';

/** The common border of two neighbours, in pixels. */
export type SharedBorder = {
  readonly line: readonly Point[];
  readonly isIn: (code: string, point: Point) => boolean;
};

/** The longest piece of a common border on the map; undefined if there is none. */
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
    // The two functions differ only in the types of properties that they accept.
    countries as Parameters<typeof mesh>[1],
    (a, b) => a !== b && both.includes(String(a.id)) && both.includes(String(b.id)),
  );
  return line.coordinates as [number, number][][];
}

/** Length of a line, in the unit of its points. */
const lengthOf = (line: readonly Point[]): number =>
  line
    .slice(1)
    .reduce((sum, [x, y], n) => sum + Math.hypot(x - (line[n]?.[0] ?? x), y - (line[n]?.[1] ?? y)), 0);
