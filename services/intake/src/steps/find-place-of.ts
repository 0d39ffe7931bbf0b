import { type Area, findPlace, type Lookup, type Place, UNKNOWN_AREA } from '@waylight/taxonomy';
import { type Findings, note, refuse } from './findings.ts';
import { isText } from './read-code.ts';
import type { AtBorder } from './read-segment.ts';
import { createRemembered } from './remembered.ts';

export type FoundPlace = { readonly isFound: boolean; readonly area: Area };

type Around = {
  readonly country: string | undefined;
  readonly area: Area | undefined;
  readonly border: AtBorder;
};

const places = createRemembered<FoundPlace>();
const NOT_FOUND: FoundPlace = { isFound: false, area: UNKNOWN_AREA };

/**
 * The place by its name. A name that fits several places is refused with them; one that lies only in another country
 * contradicts the report. One that no gazetteer knows is a small place, which is no mistake: it is noted, and area and
 * precision come from what else is stated.
 */
export function findPlaceOf(text: string, around: Around, findings: Findings): FoundPlace {
  const { country } = around;
  const key = `${country}/${around.area?.number}/${text}`;
  const known = places.get(key);
  if (known !== undefined) return known;
  if (!isText(text, 'place', findings) || country === undefined) return NOT_FOUND;
  if (country === 'unknown') {
    note(findings, 'place', 'is not used where the country is unknown');
    return NOT_FOUND;
  }
  const lookup = findPlace(text, { country });
  const hits = hitsOf(lookup).filter(({ area }) => fits(area, around.area));
  const [first, second] = hits;
  if (first !== undefined && second === undefined)
    return places.keep(key, { isFound: true, area: first.area });
  if (first !== undefined) {
    refuse(
      findings,
      'place',
      'is the name of several places: state the area too, or leave the place out',
      hits.map(inArea),
    );
    return NOT_FOUND;
  }
  if (hitsOf(lookup).length > 0) {
    refuse(findings, 'place', 'lies in another area than the report states', hitsOf(lookup).map(inArea));
    return NOT_FOUND;
  }
  return elsewhere(text, around, lookup, findings);
}

function elsewhere(text: string, { border }: Around, here: Lookup<Place>, findings: Findings): FoundPlace {
  const others = hitsOf(findPlace(text));
  // Across the river is still the same segment; the area is the other country's, so it is not taken.
  if (others.some(({ country }) => border.touches.includes(country)))
    return { isFound: true, area: UNKNOWN_AREA };
  if (others.length > 0) {
    refuse(
      findings,
      'place',
      'lies in another country than the report states: correct one of them, or leave the place out',
      others.map(({ name, country }) => `${name}, ${country}`),
    );
    return NOT_FOUND;
  }
  const near = here.kind === 'none' ? here.nearest.map(({ name }) => name) : [];
  const hint = near.length === 0 ? '' : `; the nearest names are ${near.join(', ')}`;
  note(findings, 'place', `is not in the gazetteer: area and precision are as stated otherwise${hint}`);
  return NOT_FOUND;
}

function hitsOf(lookup: Lookup<Place>): readonly Place[] {
  switch (lookup.kind) {
    case 'found':
      return [lookup.found];
    case 'candidates':
      return lookup.candidates;
    case 'none':
      return [];
    default:
      return lookup satisfies never;
  }
}

function fits(area: Area, stated: Area | undefined): boolean {
  return (
    stated === undefined ||
    stated.number === UNKNOWN_AREA.number ||
    area.number === UNKNOWN_AREA.number ||
    area.number === stated.number
  );
}

function inArea({ name, area, country }: Place): string {
  return `${name} (${area.number === UNKNOWN_AREA.number ? country : area.id})`;
}
