import rows from '../../data/gazetteer.json' with { type: 'json' };
import { foldKey } from '../text/fold.ts';
import { createSpellings, type Spellings } from '../text/spellings.ts';
import { AREA_BY_ADMIN1, RS_TOWNS } from './admin1-data.ts';
import { type Area, areaById, type CountryCode, UNKNOWN_AREA } from './areas.ts';
import { distanceKm } from './distance.ts';
import { SUPPLEMENT, type SupplementRow } from './supplement-data.ts';

export interface Place {
  /** `geonames:<id>`, or `waylight:<folded name>.<country>` for the supplement. */
  readonly id: string;
  readonly name: string;
  readonly country: CountryCode;
  /** UNKNOWN_AREA if the country has no areas, or if the area of the place is uncertain. */
  readonly area: Area;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
}

export interface Gazetteer {
  readonly places: readonly Place[];
  readonly names: Spellings<Place>;
  readonly alternates: Spellings<Place>;
}

type Row = readonly [number, string, CountryCode, string, number, number, number, readonly string[]];

/** A gazetteer row and a supplement row are one place if they share the name and are within this distance. */
const SAME_PLACE_KM = 15;

let gazetteer: Gazetteer | undefined;

/** Built on first use. */
export function getGazetteer(): Gazetteer {
  gazetteer ??= buildGazetteer(rows as unknown as readonly Row[]);
  return gazetteer;
}

function buildGazetteer(from: readonly Row[]): Gazetteer {
  const towns = districtByTown(from);
  const entries = from.map((row) => ({ place: placeOf(row, towns), spellings: row[7].filter(isSpelling) }));
  for (const row of SUPPLEMENT) {
    const at = entries.findIndex(({ place }) => isSame(place, row));
    const existing = entries[at];
    const [name, , area, , , ...spellings] = row;
    if (existing === undefined) {
      entries.push({ place: supplementPlace(row), spellings });
      continue;
    }
    const place = { ...existing.place, area: areaById(area) ?? existing.place.area };
    entries[at] = { place, spellings: [...existing.spellings, name, ...spellings] };
  }
  const names = createSpellings<Place>();
  const alternates = createSpellings<Place>();
  for (const { place, spellings } of entries) {
    names.add(place.name, place);
    for (const spelling of spellings) alternates.add(spelling, place);
  }
  return { places: entries.map(({ place }) => place), names, alternates };
}

function placeOf(
  [id, name, country, admin1, latitude, longitude, population]: Row,
  towns: Map<string, string>,
): Place {
  const area = country === 'RS' ? towns.get(foldKey(name)) : AREA_BY_ADMIN1[country]?.[admin1];
  return {
    id: `geonames:${id}`,
    name,
    country,
    area: areaById(area ?? 'unknown') ?? UNKNOWN_AREA,
    latitude,
    longitude,
    population,
  };
}

function supplementPlace([name, country, area, latitude, longitude]: SupplementRow): Place {
  return {
    id: `waylight:${foldKey(name).replaceAll(' ', '-')}.${country}`,
    name,
    country: country as CountryCode,
    area: areaById(area) ?? UNKNOWN_AREA,
    latitude,
    longitude,
    population: 0,
  };
}

function isSame(place: Place, [name, country, , latitude, longitude]: SupplementRow): boolean {
  if (place.country !== country || foldKey(place.name) !== foldKey(name)) return false;
  return distanceKm(place.latitude, place.longitude, latitude, longitude) <= SAME_PLACE_KM;
}

/** Excludes unusable alternate names of GeoNames: lower-case transliterations without vowels, and airport codes. */
function isSpelling(text: string): boolean {
  return !/^[a-z' `’-]+$/.test(text) && !/^[A-Z]{3}$/.test(text);
}

function districtByTown(from: readonly Row[]): Map<string, string> {
  const towns = new Map(
    Object.entries(RS_TOWNS).flatMap(([area, names]) =>
      names.split(', ').map((name) => [foldKey(name), area] as const),
    ),
  );
  const seen = new Set<string>();
  for (const [, name, country] of from) {
    if (country !== 'RS') continue;
    const key = foldKey(name);
    if (seen.has(key)) towns.delete(key);
    seen.add(key);
  }
  return towns;
}
