import { foldKey } from '../text/fold.ts';
import { findArea } from './areas.ts';
import { findCountry } from './countries.ts';
import { findPlace } from './find-place.ts';
import { getGazetteer } from './gazetteer.ts';
import { SEGMENTS } from './segments.ts';

/** An occurrence of a place name in a text. */
export type NameInText = {
  /** Position and length in UTF-16 code units. */
  readonly at: number;
  readonly length: number;
  /** Countries that the name means or may be in; empty for a river or crossing. */
  readonly countries: readonly string[];
};

/** Maximum number of words of a name: "Bosnia and Herzegovina", "Velika Kladuša". */
const MAX_WORDS = 4;
/** Minimum length of a name that is not capitalised, because there are places called Most, Bar and Lug. */
const MIN_LOWERCASE_LETTERS = 5;
/** Minimum length of a name whose grammatical forms are recognised. */
const MIN_STEM = 4;
/** Longest grammatical ending of a name: "Beogradu", "Tiranës", "Скопјето". */
const MAX_SUFFIX = 4;

const CAPITAL = /^\p{Lu}/u;

type Word = { readonly text: string; readonly at: number };

/**
 * Finds names of countries, areas, settlements, crossings and border rivers in a text in any of the region's languages and
 * scripts, also in grammatical forms. Longer names take precedence. People review the result, so a false match is better than a
 * missed place.
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
    // A name with a capital must begin with a capital. Otherwise lower-case words before it could take its first word ("at i
    // Kosovo" in "at i Kosovo Polje").
    if (!isCapital && words.slice(first + 1, first + count).some((word) => CAPITAL.test(word.text))) continue;
    const countries =
      countriesOf(part) ?? (count === 1 && isCapital ? countriesOfInflectedName(part) : undefined);
    if (countries !== undefined) return { name: { at: from.at, length, countries }, words: count };
  }
  return undefined;
}

/** Looks a name up in the lists; undefined if none contains it. */
function countriesOf(part: string): readonly string[] | undefined {
  const place = findPlace(part);
  const countries =
    place.kind === 'found'
      ? [place.value.country]
      : place.kind === 'candidates'
        ? [...new Set(place.candidates.map((one) => one.country))]
        : undefined;
  // A code of two letters is also a word in some language, and only its capitals distinguish it. There is also a town called Ub.
  if (/^[\p{L}\p{M}]{1,2}$/u.test(part) && part !== part.toUpperCase()) return countries;
  const country = findCountry(part);
  if (country.kind === 'found') return [country.value.id];
  if (country.kind === 'candidates') return country.candidates.map(({ id }) => id);
  if (countries !== undefined) return countries;
  const area = findArea(part);
  if (area.kind === 'found') return area.value.number === 0 ? undefined : [area.value.country];
  return area.kind === 'candidates' ? area.candidates.map((one) => one.country) : undefined;
}

let stems: ReadonlyMap<string, readonly string[]> | undefined;

/** Looks up a word that is a known name with another ending. */
function countriesOfInflectedName(word: string): readonly string[] | undefined {
  stems ??= stemsOfNames();
  const key = foldKey(word);
  for (let length = key.length; length >= Math.max(MIN_STEM, key.length - MAX_SUFFIX); length -= 1) {
    const countries = stems.get(key.slice(0, length));
    if (countries !== undefined) return countries;
  }
  return undefined;
}

/** Returns a name without its final vowel, because grammatical forms change this vowel. */
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
