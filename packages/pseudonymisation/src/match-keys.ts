import { normaliseDocumentNumber } from './document-number.ts';
import { birthOf, type Identity } from './identity.ts';
import { assertKey, keyedDigest } from './keyed-digest.ts';
import { NAME_READINGS, nameSkeleton } from './name-skeleton.ts';
import { normalisePhone } from './phone.ts';

/** What a match key was made of. Keys of two purposes are never compared. */
export type MatchPurpose = 'full-name-birth-date' | 'first-father-name-birth-year' | 'document' | 'phone';

/** 32 bytes by which two reports of one person can be told to be so, and nothing else be told. */
export type MatchKey = { readonly purpose: MatchPurpose; readonly key: Uint8Array };

/** The port behind which intake uses an identity: it keeps nothing, and nothing of what it gives leads back. */
export type Pseudonymiser = { matchKeys(identity: Identity): MatchKey[] };

/** Consonants that names must have together: short skeletons are shared by too many people to be a key. */
const SHORTEST_WITH_BIRTH_DATE = 4;
const SHORTEST_WITH_BIRTH_YEAR = 5;
/** 1 January stands in many documents for "day unknown": with it a name must say more. */
const SHORTEST_WITH_FIRST_OF_JANUARY = 6;

/**
 * Makes the keyed match keys of identities. `pepper` is 32 bytes or more that the six nodes share per epoch and that
 * neither region nor evaluator holds: without it, known names could be tried.
 *
 * A person has up to four kinds of keys, each with its own domain tag, and for a name that can be read in several ways
 * one key a reading; none where too little is known.
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

/** Given and family name, in either order because forms and clerks swap them, and the full date of birth. */
function fullNameFields(identity: Identity): [MatchPurpose, string[]][] {
  const date = birthOf(identity)?.date;
  if (date === undefined) return [];
  const shortest = date.endsWith('-01-01') ? SHORTEST_WITH_FIRST_OF_JANUARY : SHORTEST_WITH_BIRTH_DATE;
  return namePairs(identity.givenNames, identity.familyName, shortest).map((names) => [
    'full-name-birth-date',
    [...names.toSorted(), date],
  ]);
}

/** First and father's name, year of birth, origin and sex: for those who have no family name, or several. */
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
 * Both skeletons in each way to read them, where both say something and together enough. One hand wrote both names, so
 * letters are read in one way in both; whether a word begins with the article is a question to each.
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
