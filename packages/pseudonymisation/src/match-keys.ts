import { normaliseDocumentNumber } from './document-number.ts';
import { birthOf, type Identity } from './identity.ts';
import { assertKey, keyedDigest } from './keyed-digest.ts';
import { NAME_READINGS, nameSkeleton } from './name-skeleton.ts';
import { normalisePhone } from './phone.ts';

/** Fields from which a match key was derived. Keys of different purposes are never compared. */
export type MatchPurpose = 'full-name-birth-date' | 'first-father-name-birth-year' | 'document' | 'phone';

/** 32 bytes that are equal in two reports of one person, and reveal nothing else. */
export type MatchKey = { readonly purpose: MatchPurpose; readonly key: Uint8Array };

/** The port for identities in intake. It stores nothing, and its results are irreversible. */
export type Pseudonymiser = { matchKeys(identity: Identity): MatchKey[] };

/** Minimum number of consonants in both names: too many people share a shorter skeleton. */
const SHORTEST_WITH_BIRTH_DATE = 4;
const SHORTEST_WITH_BIRTH_YEAR = 5;
/** 1 January means "day unknown" in many documents. With this date, names need more consonants. */
const SHORTEST_WITH_FIRST_OF_JANUARY = 6;

/**
 * Derives the keyed match keys of identities. `pepper` has at least 32 bytes. The six nodes share a pepper for each epoch. Neither
 * the region nor evaluators know the pepper, because with it they could try known names.
 *
 * A person has up to four kinds of keys, each with its own domain tag, and one key for each reading of an ambiguous name. No key
 * is derived if too little is known.
 */
export function createPseudonymiser(options: { readonly pepper: Uint8Array }): Pseudonymiser {
  const { pepper } = options;
  assertKey(pepper);
  return {
    matchKeys: (identity) => {
      const inputs: [MatchPurpose, string[]][] = [
        ...fullNameFields(identity),
        ...fatherNameFields(identity),
        ...singleField('document', normaliseDocumentNumber(identity.documentNumber ?? '')),
        ...singleField('phone', normalisePhone(identity.phone ?? '')),
      ];
      const distinct = new Map(inputs.map((input) => [JSON.stringify(input), input]));
      return [...distinct.values()].map(([purpose, fields]) => ({
        purpose,
        key: keyedDigest(pepper, `waylight/match-key/v1/${purpose}`, fields),
      }));
    },
  };
}

/** Uses given and family name, in either order because forms and clerks swap them, and the full date of birth. */
function fullNameFields(identity: Identity): [MatchPurpose, string[]][] {
  const date = birthOf(identity)?.date;
  if (date === undefined) return [];
  const shortest = date.endsWith('-01-01') ? SHORTEST_WITH_FIRST_OF_JANUARY : SHORTEST_WITH_BIRTH_DATE;
  return namePairs(identity.givenNames, identity.familyName, shortest).map((names) => [
    'full-name-birth-date',
    [...names.toSorted(), date],
  ]);
}

/** Uses first and father's name, year of birth, origin and sex. This is for people without a family name, or with several. */
function fatherNameFields(identity: Identity): [MatchPurpose, string[]][] {
  const { originCountry, sex } = identity;
  const year = birthOf(identity)?.year;
  if (year === undefined || !originCountry || !sex || sex === 'unknown') return [];
  return namePairs(identity.givenNames, identity.fatherName, SHORTEST_WITH_BIRTH_YEAR).map((names) => [
    'first-father-name-birth-year',
    [...names, String(year), originCountry.toUpperCase(), sex],
  ]);
}

/**
 * Returns both skeletons in each reading, if neither is empty and both together are long enough. One person wrote both names, so
 * letters have the same reading in both. Each word may or may not begin with the article.
 */
function namePairs(first: string | undefined, second: string | undefined, shortest: number): string[][] {
  const pairs = NAME_READINGS.flatMap((reading) =>
    NAME_READINGS.filter(({ j, c }) => j === reading.j && c === reading.c).map((other) => [
      nameSkeleton(first ?? '', reading),
      nameSkeleton(second ?? '', other),
    ]),
  );
  return pairs.filter(
    (pair) => pair.every((skeleton) => skeleton !== '') && pair.join('').length >= shortest,
  );
}

function singleField(purpose: MatchPurpose, value: string | undefined): [MatchPurpose, string[]][] {
  return value === undefined ? [] : [[purpose, [value]]];
}
