import type { CodeId } from './lists.ts';

/**
 * Priority order of the codes of a list, most specific and most serious first. The first code that an incident has is its primary
 * value. Tables count only this value, so that they add up. A pushback precedes the violence and theft during it, because a
 * pushback is more specific. The further values are stored as context; no table counts them yet.
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

/** Priority of services: protection from pursuers, then treatment, then legal help, then daily needs. */
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

/** Outcomes, best first. One that is not stated may be any of those above it, because the service was recorded. */
const SERVICE_OUTCOMES: readonly CodeId<'serviceOutcome'>[] = [
  'given',
  'accepted',
  'referred',
  'pending',
  'unknown',
  'declined',
  'unavailable',
];

/** Priority order of each list with a primary value. */
export const ELIMINATION = {
  incidentType: TYPES,
  perpetrator: PERPETRATORS,
  smugglingMethod: METHODS,
  personGroup: GROUPS,
  service: SERVICES,
  serviceOutcome: SERVICE_OUTCOMES,
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

/** Returns the common cause. Several different causes become "mixed or unknown". */
export function primaryCause(causes: Iterable<CodeId<'causeOfDeath'>>): CodeId<'causeOfDeath'> {
  const [first, second] = new Set(causes);
  return first !== undefined && second === undefined ? first : 'unknown';
}
