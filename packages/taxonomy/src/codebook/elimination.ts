import type { CodeId } from './lists.ts';

/**
 * The order of elimination, most specific and gravest first: the first that is among an incident's values is its primary
 * one, so that tables add up. A pushback stands before the violence and theft that went with it, because it is the more
 * specific statement; what it shadows still counts where a table says "any mention".
 */
const TYPES: readonly CodeId<'incidentType'>[] = [
  'death',
  'missing-person',
  'trafficking-sexual',
  'sexual-violence-rape',
  'trafficking-forced-criminality',
  'trafficking-begging',
  'trafficking-labour',
  'trafficking-other',
  'trafficking',
  'sexual-violence-other',
  'sexual-violence',
  'forced-marriage',
  'kidnapping-detention',
  'extortion-ransom',
  'exploitation',
  'chain-pushback',
  'pushback',
  'physical-violence',
  'theft-robbery',
  'destruction-of-belongings',
  'threats-intimidation',
  'abandonment-by-smugglers',
  'denial-of-asylum',
  'denial-of-services',
  'smuggling-fraud',
  'other',
  'unknown',
];

const PERPETRATORS: readonly CodeId<'perpetrator'>[] = [
  'foreign-officer',
  'border-guard',
  'military',
  'police',
  'private-security',
  'centre-staff',
  'organised-criminal-group',
  'smuggler-organiser',
  'smuggler-guide',
  'smuggler-driver',
  'smuggler-guesthouse-keeper',
  'smuggler',
  'employer',
  'family-or-partner',
  'other-person-on-the-move',
  'local-resident',
  'single-offender',
  'other',
  'unknown',
];

const METHODS: readonly CodeId<'smugglingMethod'>[] = [
  'debt-or-hostage',
  'safe-house',
  'tunnel',
  'lorry',
  'van',
  'car',
  'taxi',
  'boat',
  'train',
  'bus',
  'air',
  'forged-documents',
  'river-crossing',
  'on-foot-with-guide',
  'guaranteed-package',
  'social-media-recruitment',
  'without-guide',
  'other',
  'unknown',
];

const GROUPS: readonly CodeId<'personGroup'>[] = [
  'unaccompanied-or-separated-child',
  'other-child',
  'woman',
  'man',
  'unknown',
];

/** 1 is the first to be chosen. Lists that have no primary value have no entry. */
export const ELIMINATION = {
  incidentType: TYPES,
  perpetrator: PERPETRATORS,
  smugglingMethod: METHODS,
  personGroup: GROUPS,
} as const;

function primary<Id extends string>(
  order: readonly (Id | 'unknown')[],
  values: Iterable<Id>,
): Id | 'unknown' {
  const present = new Set<string>(values);
  return order.find((id) => present.has(id)) ?? 'unknown';
}

export function primaryType(types: Iterable<CodeId<'incidentType'>>): CodeId<'incidentType'> {
  return primary(TYPES, types);
}

export function primaryPerpetrator(perpetrators: Iterable<CodeId<'perpetrator'>>): CodeId<'perpetrator'> {
  return primary(PERPETRATORS, perpetrators);
}

export function primaryMethod(methods: Iterable<CodeId<'smugglingMethod'>>): CodeId<'smugglingMethod'> {
  return primary(METHODS, methods);
}

export function primaryPersonGroup(groups: Iterable<CodeId<'personGroup'>>): CodeId<'personGroup'> {
  return primary(GROUPS, groups);
}

/** A cause is never chosen from several: two different ones are "mixed or unknown". */
export function primaryCause(causes: Iterable<CodeId<'causeOfDeath'>>): CodeId<'causeOfDeath'> {
  const [first, second] = new Set(causes);
  return first !== undefined && second === undefined ? first : 'unknown';
}
