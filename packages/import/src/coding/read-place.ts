import { findCountry, findPlace, type Place } from '@waylight/taxonomy';
import { type CellReading, refusedReading, valuesReading } from './cell-reading.ts';

/**
 * Finds the place that a cell names. Only the matched name is sent, because a description of a location is a narrative.
 * "Subotica, Serbia" is Subotica. "Drina River, close to Čelopek, Zvornik, Bosnia and Herzegovina" is Zvornik, the only
 * part between commas that is exactly a place. "Near Skopje" is not a place.
 */
export function readPlace(text: string, country: string): CellReading {
  const within = country === '' ? {} : { country };
  const [first = '', ...others] = text.split(',').map((part) => part.trim());
  const isQualified = others.length > 0 && others.every((part) => isCountry(part, country));
  const whole = isQualified ? first : text;
  const name =
    findPlace(whole, within).kind === 'none' ? (findPlacePart([first, ...others], country) ?? whole) : whole;
  const lookup = findPlace(name, within);
  switch (lookup.kind) {
    case 'found':
      return valuesReading(name);
    case 'candidates':
      return refusedReading('several places have this name: leave the place out, or add its area', () =>
        lookup.candidates.map(describePlace),
      );
    case 'none':
      return refusedReading('not a known place', () => lookup.nearest.map(describePlace));
    default:
      return lookup satisfies never;
  }
}

/** Maximum number of parts between commas. A text with more parts is a narrative. */
const MAX_PARTS = 20;

/** The first part that names a place of the country; undefined if parts name places of different areas. */
function findPlacePart(parts: readonly string[], country: string): string | undefined {
  if (country === '' || parts.length > MAX_PARTS) return undefined;
  const named = parts
    .filter((part) => findCountry(part).kind !== 'found')
    .flatMap((part) => {
      const lookup = findPlace(part, { country });
      return lookup.kind === 'found' ? [{ part, area: lookup.value.area.number }] : [];
    });
  return new Set(named.map(({ area }) => area)).size === 1 ? named[0]?.part : undefined;
}

function isCountry(part: string, country: string): boolean {
  const lookup = findCountry(part);
  return lookup.kind === 'found' && (country === '' || lookup.value.id === country);
}

function describePlace({ name, country, area }: Place): string {
  return area.number === 0 ? `${name} (${country})` : `${name} (${area.labels.en}, ${country})`;
}
