import { foldKey } from '../text/fold.ts';
import { findArea } from './areas.ts';
import { findCountry } from './countries.ts';
import { findPlace } from './find-place.ts';
import { getGazetteer } from './gazetteer.ts';
import { SEGMENTS } from './segments.ts';

/** A name of a place as it stands in a text. */
export type NameInText = {
  /** Where it begins and how long it is, in UTF-16 code units. */
  readonly at: number;
  readonly length: number;
  /** Countries that it may be in, or that it is; none of a river or crossing. */
  readonly countries: readonly string[];
};

/** "Bosnia and Herzegovina", "Velika Kladuša": no name of ours that is looked for has more words. */
const MAX_WORDS = 4;
/** Shorter words that nobody wrote with a capital are words: there are places called Most, Bar and Lug. */
const MIN_LOWERCASE_LETTERS = 5;
/** A word is not taken for a form of a shorter name. */
const MIN_STEM = 4;
/** "Beogradu", "Tiranës", "Скопјето": what a language adds to a name. */
const MAX_SUFFIX = 4;

const CAPITAL = /^\p{Lu}/u;

type Word = { readonly text: string; readonly at: number };

/**
 * Names of countries, areas, settlements, crossings and border rivers in a text of any of the region's languages and scripts, also in the
 * forms of their grammar, longest first. For whoever must look at each: it would rather name a word that is none than pass over a place.
 */
export function namesInText(text: string): NameInText[] {
  const words: Word[] = [...text.matchAll(/[\p{L}\p{M}'’-]+/gu)].map((match) => ({
    text: match[0],
    at: match.index,
  }));
  const found: NameInText[] = [];
  for (let first = 0; first < words.length; ) {
    const hit = findLongestName(text, words, first);
    if (hit !== undefined) found.push(hit.name);
    first += hit?.words ?? 1;
  }
  return found;
}

function findLongestName(
  text: string,
  words: readonly Word[],
  first: number,
): { readonly name: NameInText; readonly words: number } | undefined {
  const from = words[first];
  if (from === undefined) return undefined;
  const isCapital = CAPITAL.test(from.text);
  for (let count = Math.min(MAX_WORDS, words.length - first); count > 0; count -= 1) {
    const last = words[first + count - 1];
    if (last === undefined) continue;
    const length = last.at + last.text.length - from.at;
    const part = text.slice(from.at, from.at + length);
    if (!isCapital && foldKey(part).length < MIN_LOWERCASE_LETTERS) continue;
    // A name with capitals begins with one: a small word ahead of it would take its first word away ("at i Kosovo" of Kosovo Polje).
    if (!isCapital && words.slice(first + 1, first + count).some((word) => CAPITAL.test(word.text))) continue;
    const countries =
      countriesOf(part) ?? (count === 1 && isCapital ? countriesOfInflectedName(part) : undefined);
    if (countries !== undefined) return { name: { at: from.at, length, countries }, words: count };
  }
  return undefined;
}

/** Of a name as our lists have it; undefined where none of them does. */
function countriesOf(part: string): readonly string[] | undefined {
  const place = findPlace(part);
  const placed =
    place.kind === 'found'
      ? [place.value.country]
      : place.kind === 'candidates'
        ? [...new Set(place.candidates.map((one) => one.country))]
        : undefined;
  // A code of two letters is a word in some language, and is told from one by its capitals; there is a town called Ub.
  if (/^[\p{L}\p{M}]{1,2}$/u.test(part) && part !== part.toUpperCase()) return placed;
  const country = findCountry(part);
  if (country.kind === 'found') return [country.value.id];
  if (country.kind === 'candidates') return country.candidates.map(({ id }) => id);
  if (placed !== undefined) return placed;
  const area = findArea(part);
  if (area.kind === 'found') return area.value.number === 0 ? undefined : [area.value.country];
  return area.kind === 'candidates' ? area.candidates.map((one) => one.country) : undefined;
}

let stems: ReadonlyMap<string, readonly string[]> | undefined;

/** Of a word that is a name of ours with another ending. */
function countriesOfInflectedName(word: string): readonly string[] | undefined {
  stems ??= stemsOfNames();
  const key = foldKey(word);
  for (let length = key.length; length >= Math.max(MIN_STEM, key.length - MAX_SUFFIX); length -= 1) {
    const countries = stems.get(key.slice(0, length));
    if (countries !== undefined) return countries;
  }
  return undefined;
}

/** A name less the vowel that it ends with, which its forms change. */
function stemsOfNames(): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, Set<string>>();
  const add = (key: string, country: string | undefined): void => {
    if (key.includes(' ')) return;
    const stem = key.replace(/[aeiou]$/, '');
    if (stem.length < MIN_STEM) return;
    const countries = all.get(stem) ?? new Set();
    if (country !== undefined) countries.add(country);
    all.set(stem, countries);
  };
  const { names, alternates } = getGazetteer();
  for (const spellings of [names, alternates])
    for (const [key, places] of spellings.entries()) for (const { country } of places) add(key, country);
  for (const { stretch, labels } of SEGMENTS)
    if (stretch !== undefined)
      for (const label of Object.values(labels))
        for (const [word] of label.matchAll(/\p{Lu}[\p{L}\p{M}]+/gu)) add(foldKey(word), undefined);
  return new Map([...all].map(([stem, countries]) => [stem, [...countries]]));
}
