import type { CodeId } from './lists.ts';

type AgeBand = CodeId<'ageBand'>;

const IS_CHILD: Readonly<Record<AgeBand, boolean | undefined>> = {
  '0-11': true,
  '12-17': true,
  '18-29': false,
  '30-59': false,
  '60-plus': false,
  'child-age-unknown': true,
  'adult-age-unknown': false,
  unknown: undefined,
};

/** Returns the band of an age in completed years; `unknown` for a missing or impossible age. */
export function ageBandOf(years: number | undefined): AgeBand {
  if (years === undefined || !Number.isInteger(years) || years < 0 || years > 120) return 'unknown';
  if (years <= 11) return '0-11';
  if (years <= 17) return '12-17';
  if (years <= 29) return '18-29';
  return years <= 59 ? '30-59' : '60-plus';
}

/** Returns the band of a number of victims. 0 means "none", and undefined means "not stated". */
export function groupSizeOf(victims: number | undefined): CodeId<'groupSize'> {
  if (victims === undefined || !Number.isInteger(victims) || victims < 0) return 'unknown';
  if (victims === 0) return 'none';
  if (victims === 1) return 'one';
  if (victims <= 4) return 'two-to-four';
  return victims <= 9 ? 'five-to-nine' : 'ten-or-more';
}

export interface PersonFacts {
  readonly sex: CodeId<'sex'>;
  readonly ageBand: AgeBand;
  readonly unaccompanied?: boolean;
  readonly separated?: boolean;
}

/**
 * Returns the group of a person. Only children are unaccompanied or separated, so a person of unknown age with one of these flags
 * counts as a child. An adult age band takes precedence over the flags.
 */
export function personGroup(person: PersonFacts): CodeId<'personGroup'> {
  const child = IS_CHILD[person.ageBand];
  const alone = person.unaccompanied === true || person.separated === true;
  if (child !== false && alone) return 'unaccompanied-or-separated-child';
  if (child === true) return 'other-child';
  if (child === undefined) return 'unknown';
  if (person.sex === 'female') return 'woman';
  return person.sex === 'male' ? 'man' : 'unknown';
}
