import { findCountry, findPlace, type Place } from '@waylight/taxonomy';
import { type CellReading, refusedReading, valuesReading } from './cell-reading.ts';

/**
 * The place that a cell names. Nothing of the cell is sent but the name that found it: a description of a location is a
 * narrative. "Subotica, Serbia" is Subotica, and "Drina River, close to Čelopek, Zvornik, Bosnia and Herzegovina" is
 * Zvornik: a part between commas that is a place and nothing else. "Near Skopje" is no place that we could point at.
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
      return refusedReading(
        'there are several places of this name: leave the place out, or state its area',
        () => lookup.candidates.map(describePlace),
      );
    case 'none':
      return refusedReading('no place that we know', () => lookup.nearest.map(describePlace));
    default:
      return lookup satisfies never;
  }
}

/** A longer list of words is a narrative. */
const MAX_PARTS = 20;

/** The first part that names a place of the country, unless another part names one of another area. */
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
