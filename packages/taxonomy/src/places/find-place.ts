import { type Lookup, lookupOf } from '../text/spellings.ts';
import { findCountry } from './countries.ts';
import { distanceKm } from './distance.ts';
import { getGazetteer, type Place } from './gazetteer.ts';

/** Two rows of one country with the same name within this distance are one settlement. */
const TWIN_KM = 5;

/**
 * Finds the place that a text names, in any spelling of the region. A name that exists in several countries, or twice in one
 * country, returns candidates. `country`, or a country after a comma ("Hum, BiH"), limits the search to one country. The size of a
 * place never decides.
 */
export function findPlace(text: string, within: { readonly country?: string } = {}): Lookup<Place> {
  const { names, alternates } = getGazetteer();
  const fits = (place: Place) => within.country === undefined || place.country === within.country;
  const hits = preferNames(names.get(text).filter(fits), alternates.get(text).filter(fits));
  if (hits.length > 0) return lookupOf(hits, () => []);
  const comma = text.lastIndexOf(',');
  if (comma > 0 && within.country === undefined) {
    const country = findCountry(text.slice(comma + 1));
    if (country.kind === 'found') return findPlace(text.slice(0, comma), { country: country.value.id });
  }
  return lookupOf<Place>([], () => {
    const near = [...names.nearest(text, 6), ...alternates.nearest(text, 6)].filter(fits);
    return [...new Set(near)].slice(0, 3);
  });
}

/**
 * Within one country, a name takes precedence over an alternate spelling of another place. Between countries, every match is a
 * candidate.
 */
function preferNames(byName: readonly Place[], byAlternate: readonly Place[]): Place[] {
  const countries = new Set(byName.map((place) => place.country));
  const others = byAlternate.filter((place) => !countries.has(place.country) && !byName.includes(place));
  return withoutTwins([...byName, ...new Set(others)]);
}

function withoutTwins(places: readonly Place[]): Place[] {
  const distinct: Place[] = [];
  for (const place of [...places].sort((a, b) => b.population - a.population)) {
    const twin = distinct.some(
      (other) =>
        other.country === place.country &&
        distanceKm(other.latitude, other.longitude, place.latitude, place.longitude) <= TWIN_KM,
    );
    if (!twin) distinct.push(place);
  }
  return distinct;
}
