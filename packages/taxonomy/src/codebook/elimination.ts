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

/** What protects somebody from those who look for them first, then what treats, then what claims a right, then what helps through the day. */
const SERVICES: readonly CodeId<'service'>[] = [
  'anti-trafficking',
  'safe-house',
  'child-protection',
  'family-tracing',
  'medical',
  'psychosocial',
  'asylum-procedure',
  'legal-aid',
  'police-prosecutor',
  'shelter',
  'food',
  'non-food-items',
  'education',
  'interpretation',
  'other',
  'unknown',
];

/** 1 is the first to be chosen. Lists that have no primary value have no entry. */
export const ELIMINATION = {
  incidentType: TYPES,
  perpetrator: PERPETRATORS,
  smugglingMethod: METHODS,
  personGroup: GROUPS,
  service: SERVICES,
} as const;

type Chooser<Id extends string> = (values: Iterable<Id>) => Id | 'unknown';

function chooseFirstBy<Id extends string>(order: readonly Id[]): Chooser<Id> {
  const ranks = new Map<string, number>(order.map((id, rank) => [id, rank]));
  return (values) => {
    let first: Id | 'unknown' = 'unknown';
    let best = order.length;
    for (const id of values) {
      const rank = ranks.get(id) ?? best;
      if (rank < best) [first, best] = [id, rank];
    }
    return first;
  };
}

export const primaryType = chooseFirstBy(TYPES);
export const primaryPerpetrator = chooseFirstBy(PERPETRATORS);
export const primaryMethod = chooseFirstBy(METHODS);
export const primaryPersonGroup = chooseFirstBy(GROUPS);

/** A cause is never chosen from several: two different ones are "mixed or unknown". */
export function primaryCause(causes: Iterable<CodeId<'causeOfDeath'>>): CodeId<'causeOfDeath'> {
  const [first, second] = new Set(causes);
  return first !== undefined && second === undefined ? first : 'unknown';
}
