import { type ExtendedFeatureCollection, type GeoPath, geoConicEqualArea, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import { SIX } from '../../services/dashboard/src/text/countries.ts';
import type { Point } from '../../services/dashboard/src/ui/map/region-maps.ts';
import region from './data/region.topo.json' with { type: 'json' };

// The file is described in SOURCES.md. TypeScript infers its pairs as arrays of any length.
export const topology = region as unknown as Parameters<typeof mesh>[0];
const collection = topology.objects.c;
if (collection?.type !== 'GeometryCollection') throw new TypeError('the outlines are one collection');
export const countries = collection;
export const { features } = feature(topology, countries);
// The two functions differ only in the types of properties that they accept.
const borders = mesh(topology, countries as Parameters<typeof mesh>[1], (a, b) => a !== b);

type Country = (typeof features)[number];

export type Outline = { readonly code: string; readonly shape: string; readonly isOfTheSix: boolean };

export type Outlines = {
  readonly countries: readonly Outline[];
  /** Lines between neighbours, each once. */
  readonly borders: string;
  /** The centre of a country; undefined if it is not on the map. */
  readonly middleOf: (code: string) => Point | undefined;
  /** Converts degrees east and north to a position on the map. */
  readonly placeOf: (longitude: number, latitude: number) => Point | undefined;
  /** The inverse of `placeOf`. */
  readonly degreesOf: (point: Point) => Point | undefined;
  readonly isOnMap: (point: Point) => boolean;
};

const BEYOND = 8;

const isOfTheSix = (code: string): boolean => SIX.some((one) => one === code);

/** Projects the six countries and their surroundings into a box of this size in pixels, with equal areas. */
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
    // Slightly larger than the box, because a smaller map shows a part of the same outlines.
    .clipExtent([
      [-BEYOND, -BEYOND],
      [width + BEYOND, height + BEYOND],
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
    degreesOf: ([x, y]) => projection.invert?.([x, y]) ?? undefined,
    isOnMap: ([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height,
  };
}

function middle(path: GeoPath, one: Country): Point | undefined {
  const [x, y] = path.centroid(one);
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}
