import {
  type ExtendedFeatureCollection,
  type GeoPath,
  geoConicEqualArea,
  geoContains,
  geoPath,
} from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import { SIX } from '../language/countries.ts';
import region from './data/region.topo.json' with { type: 'json' };

// What the file holds is what its sources page says; TypeScript reads its arrays as longer than pairs.
const topology = region as unknown as Parameters<typeof mesh>[0];
const countries = topology.objects.c;
if (countries?.type !== 'GeometryCollection') throw new TypeError('the outlines are one collection');
const { features } = feature(topology, countries);
// Types of properties are all that differs between what the two functions take.
const borders = mesh(topology, countries as Parameters<typeof mesh>[1], (a, b) => a !== b);

type Country = (typeof features)[number];

export type Outline = { readonly code: string; readonly shape: string; readonly isOfTheSix: boolean };

/** Where two neighbours meet, in pixels: the way along, from end to end, and on which side of it a country lies. */
export type SharedBorder = {
  readonly line: readonly Point[];
  readonly isIn: (code: string, point: Point) => boolean;
};

export type Point = readonly [x: number, y: number];

export type Outlines = {
  readonly countries: readonly Outline[];
  /** Lines between neighbours, each once. */
  readonly borders: string;
  /** The middle of a country; undefined of one that is not on the map. */
  readonly middleOf: (code: string) => Point | undefined;
  /** The longest piece of border between two that lies on the map; undefined where they do not meet on it. */
  readonly borderOf: (one: string, other: string) => SharedBorder | undefined;
  /** Degrees east and north as a place on the map. */
  readonly placeOf: (longitude: number, latitude: number) => Point | undefined;
};

const isOfTheSix = (code: string): boolean => SIX.some((one) => one === code);

/** The six and what is near them, projected into a box of that size in pixels, with areas true to each other. */
export function outlinesIn(width: number, height: number, marginShare = 0.06): Outlines {
  const six: ExtendedFeatureCollection = {
    type: 'FeatureCollection',
    features: features.filter(({ id }) => isOfTheSix(String(id))),
  };
  const margin = Math.min(width, height) * marginShare;
  const projection = geoConicEqualArea()
    .parallels([40, 46])
    .rotate([-19, 0])
    .fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      six,
    )
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
  const path = geoPath(projection).digits(1);
  const middles = new Map(features.map((one) => [String(one.id), middle(path, one)] as const));
  return {
    countries: features.map((one) => ({
      code: String(one.id),
      shape: path(one) ?? '',
      isOfTheSix: isOfTheSix(String(one.id)),
    })),
    borders: path(borders) ?? '',
    middleOf: (code) => middles.get(code),
    placeOf: (longitude, latitude) => projection([longitude, latitude]) ?? undefined,
    borderOf: (one, other) => {
      const isOnMap = ([x, y]: Point) => x >= 0 && y >= 0 && x <= width && y <= height;
      const pieces = linesBetween(one, other).map((line) =>
        line.flatMap((degrees) => {
          const point = projection(degrees);
          return point !== null && isOnMap(point) ? [point] : [];
        }),
      );
      const longest = pieces.sort((a, b) => lengthOf(b) - lengthOf(a))[0];
      if (longest === undefined || longest.length < 2) return undefined;
      return {
        line: longest,
        isIn: (code, [x, y]) => {
          const degrees = projection.invert?.([x, y]);
          const country = features.find(({ id }) => id === code);
          return (
            degrees !== undefined &&
            degrees !== null &&
            country !== undefined &&
            geoContains(country, degrees)
          );
        },
      };
    },
  };
}

function linesBetween(one: string, other: string): readonly [number, number][][] {
  const both = [one, other];
  const line = mesh(
    topology,
    countries as Parameters<typeof mesh>[1],
    (a, b) => a !== b && both.includes(String(a.id)) && both.includes(String(b.id)),
  );
  return line.coordinates as [number, number][][];
}

/** The way along a line, in the unit of its points. */
export const lengthOf = (line: readonly Point[]): number =>
  line
    .slice(1)
    .reduce((sum, [x, y], n) => sum + Math.hypot(x - (line[n]?.[0] ?? x), y - (line[n]?.[1] ?? y)), 0);

function middle(path: GeoPath, one: Country): Point | undefined {
  const [x, y] = path.centroid(one);
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}
