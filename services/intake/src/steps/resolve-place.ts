import { type Area, findPlace, type Lookup, type Place, UNKNOWN_AREA } from '@waylight/taxonomy';
import { addNote, addViolation, type Findings } from './findings.ts';
import { checkText } from './read-code.ts';
import type { Border } from './read-segment.ts';

export type ResolvedPlace = { readonly isFound: boolean; readonly area: Area };

type PlaceContext = {
  readonly country: string | undefined;
  readonly area: Area | undefined;
  readonly border: Border;
};

const NOT_FOUND: ResolvedPlace = { isFound: false, area: UNKNOWN_AREA };

/**
 * Resolves a place name. A name of several places is refused, and so is a name that exists only in another
 * country. An unknown name is a small place and not an error: the report gets a note, and area and precision
 * come from other fields.
 */
export function resolvePlace(text: string, around: PlaceContext, findings: Findings): ResolvedPlace {
  const { country } = around;
  if (!checkText(text, 'place', findings) || country === undefined) return NOT_FOUND;
  if (country === 'unknown') {
    addNote(findings, 'place', 'is not used where the country is unknown');
    return NOT_FOUND;
  }
  const lookup = findPlace(text, { country });
  const matches = matchesOf(lookup).filter(({ area }) => isCompatible(area, around.area));
  const [first, second] = matches;
  if (first !== undefined && second === undefined) return { isFound: true, area: first.area };
  if (first !== undefined) {
    addViolation(
      findings,
      'place',
      'is the name of several places: state the area too, or leave the place out',
      matches.map(describePlace),
    );
    return NOT_FOUND;
  }
  if (matchesOf(lookup).length > 0) {
    addViolation(
      findings,
      'place',
      'is in another area than the report states',
      matchesOf(lookup).map(describePlace),
    );
    return NOT_FOUND;
  }
  return checkOtherCountries(text, around, lookup, findings);
}

function checkOtherCountries(
  text: string,
  { border }: PlaceContext,
  here: Lookup<Place>,
  findings: Findings,
): ResolvedPlace {
  const others = matchesOf(findPlace(text));
  // A place across the river belongs to the same segment. Its area is in the other country, so the area is
  // not used.
  if (others.some(({ country }) => border.touchedCountries.includes(country)))
    return { isFound: true, area: UNKNOWN_AREA };
  if (others.length > 0) {
    addViolation(
      findings,
      'place',
      'is in another country than the report states: correct one of them, or leave the place out',
      others.map(({ name, country }) => `${name}, ${country}`),
    );
    return NOT_FOUND;
  }
  const near = here.kind === 'none' ? here.nearest.map(({ name }) => name) : [];
  const hint = near.length === 0 ? '' : `; the nearest names are ${near.join(', ')}`;
  addNote(findings, 'place', `is not in the gazetteer: area and precision come from other fields${hint}`);
  return NOT_FOUND;
}

function matchesOf(lookup: Lookup<Place>): readonly Place[] {
  switch (lookup.kind) {
    case 'found':
      return [lookup.value];
    case 'candidates':
      return lookup.candidates;
    case 'none':
      return [];
    default:
      return lookup satisfies never;
  }
}

function isCompatible(area: Area, stated: Area | undefined): boolean {
  return (
    stated === undefined ||
    stated.number === UNKNOWN_AREA.number ||
    area.number === UNKNOWN_AREA.number ||
    area.number === stated.number
  );
}

function describePlace({ name, area, country }: Place): string {
  return `${name} (${area.number === UNKNOWN_AREA.number ? country : area.id})`;
}
