import { distanceKm } from './distance.ts';
import { getGazetteer, type Place } from './gazetteer.ts';

/** A circle on the earth: its centre in WGS 84 degrees, and its radius. */
export interface AreaReach {
  readonly latitude: number;
  readonly longitude: number;
  readonly km: number;
}

/** Minimum margin. An area is larger than its known places, and some areas have only one known place. */
const MARGIN_KM = 5;
const MIN_KM = 15;
const STEPS = 3_000;

/**
 * Returns the extent of a first-level area: a circle around all of its places in the gazetteer. Maps use it for incidents of which
 * only the area is known. The circle is not the area's border. Undefined for an area without places.
 */
export function areaReach(area: string): AreaReach | undefined {
  const places = getGazetteer().places.filter((place) => place.area.id === area);
  if (area === 'unknown' || places[0] === undefined) return undefined;
  let [latitude, longitude] = [places[0].latitude, places[0].longitude];
  // Steps of decreasing size towards the furthest place approach the centre of the smallest circle (Bădoiu and Clarkson 2003).
  for (let step = 2; step < STEPS; step += 1) {
    const { place } = furthest(places, latitude, longitude);
    latitude += (place.latitude - latitude) / step;
    longitude += (place.longitude - longitude) / step;
  }
  const middle = { latitude: rounded(latitude), longitude: rounded(longitude) };
  const { km } = furthest(places, middle.latitude, middle.longitude);
  return { ...middle, km: Math.ceil(Math.max(MIN_KM, km + MARGIN_KM)) };
}

function furthest(places: readonly Place[], latitude: number, longitude: number) {
  return places
    .map((place) => ({ place, km: distanceKm(latitude, longitude, place.latitude, place.longitude) }))
    .reduce((one, other) => (other.km > one.km ? other : one));
}

const rounded = (degrees: number): number => Math.round(degrees * 100) / 100;
