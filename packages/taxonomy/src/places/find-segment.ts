import { LANGUAGES } from '../codebook/languages.ts';
import { createSpellings, type Lookup, lookupOf, type Spellings } from '../text/spellings.ts';
import { countryLabel } from './areas.ts';
import { findCountry } from './countries.ts';
import { SEGMENTS, type Segment, segmentById } from './segments.ts';

/** Separators between the two countries of a direction: an arrow, a bar, "to", or a hyphen. */
const DIRECTION = /\s*(?:→|⇒|➔|->|=>|>|\||\s(?:to|do|u|në|drejt|во|до|у)\s|[-–—])\s*/u;

/** "Drina (RS → BiH)", "Drina: Serbia → Bosnia": a stretch, then its direction in any spelling of the countries. */
const STRETCH_AND_PAIR = /^([^(:]+?)\s*[(:]\s*([^()]+?)\s*\)?$/u;

let spellings: Spellings<Segment> | undefined;

function segmentSpellings(): Spellings<Segment> {
  if (spellings !== undefined) return spellings;
  const index = createSpellings<Segment>();
  for (const segment of SEGMENTS) {
    index.add(segment.id, segment);
    for (const label of Object.values(segment.labels)) index.add(label, segment);
    const { from, to, stretch } = segment;
    if (from === undefined || to === undefined) continue;
    const pairs = new Set([`${from} ${to}`]);
    for (const language of LANGUAGES)
      pairs.add(`${countryLabel(from, language)} ${countryLabel(to, language)}`);
    const names =
      stretch === undefined
        ? ['']
        : [stretch.name, stretch.serbian ?? stretch.name, stretch.key, ...stretch.spellings];
    for (const name of names) {
      // The name alone has no direction. It is indexed for both directions, so that both are candidates.
      index.add(name, segment);
      for (const pair of pairs) {
        index.add(`${name} ${pair}`, segment);
        index.add(`${pair} ${name}`, segment);
      }
    }
  }
  for (const text of ['notAtBorder', 'not at the border', 'inland', 'no border'])
    addById(index, text, 'not-at-border');
  for (const text of ['unknown', 'not stated', 'nepoznato', 'e panjohur', 'непознато'])
    addById(index, text, 'unknown');
  spellings = index;
  return index;
}

function addById(index: Spellings<Segment>, text: string, id: string): void {
  const segment = segmentById(id);
  if (segment !== undefined) index.add(text, segment);
}

/**
 * Finds the border segment that a text names: by id ("RS-BA.drina"), by a directed pair ("RS → BA", "Serbia to Bosnia"), or by a
 * stretch with its direction ("Drina RS→BA"). A stretch without a direction returns both directions as candidates.
 */
export function findSegment(
  text: string,
  within: { readonly from?: string; readonly to?: string } = {},
): Lookup<Segment> {
  const index = segmentSpellings();
  const fits = (segment: Segment) =>
    (within.from === undefined || segment.from === within.from) &&
    (within.to === undefined || segment.to === within.to);
  const hits = index.get(text).filter(fits);
  if (hits.length > 0) return lookupOf(hits, () => []);
  const pair = directedPair(text);
  if (pair !== undefined) return lookupOf([pair].filter(fits), () => [pair]);
  const [, name, direction] = STRETCH_AND_PAIR.exec(text) ?? [];
  const named = name === undefined || direction === undefined ? undefined : directedPair(direction);
  if (named !== undefined) {
    const onPair = index
      .get(name ?? '')
      .filter((segment) => segment.from === named.from && segment.to === named.to);
    if (onPair.length > 0) return lookupOf(onPair.filter(fits), () => onPair);
  }
  return lookupOf<Segment>([], () => index.nearest(text).filter(fits));
}

/** Returns the segment without a stretch for a text with two countries and a direction. */
function directedPair(text: string): Segment | undefined {
  const [from, to, more] = text.replace(/^\s*(?:from|nga|iz|од)\s+/iu, '').split(DIRECTION);
  if (from === undefined || to === undefined || more !== undefined) return undefined;
  const origin = findCountry(from);
  const destination = findCountry(to);
  if (origin.kind !== 'found' || destination.kind !== 'found') return undefined;
  return segmentById(`${origin.value.id}-${destination.value.id}`);
}
