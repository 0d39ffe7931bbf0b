import type { Organisation, Registry } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import { reportReference } from '@waylight/pseudonymisation';
import { NodeStartError } from '../start-error.ts';
import type { KeyRing } from './node-keys.ts';

export type References = {
  /** Whether the organisation has a key here. */
  has(organisation: Organisation): boolean;
  report(organisation: Organisation, reportId: string): Uint8Array;
  activity(organisation: Organisation, activityId: string): Uint8Array;
};

/** What is wrong where the registry lists an organisation at the node that has no key here: it cannot report. */
export function findMissingKeys(
  keys: KeyRing,
  registry: Registry,
  country: NodeCountry,
): NodeStartError | undefined {
  const missing = registry.organisations
    .filter(({ id, countries }) => countries.includes(country) && keys.referenceKey(id) === undefined)
    .map(({ id }) => id);
  return missing.length === 0
    ? undefined
    : new NodeStartError(
        `the keys file has no reference key for ${missing.join(', ')}: make the missing keys, and keep the others`,
      );
}

/** References under each organisation's own key. */
export function createReferences(keys: () => KeyRing): References {
  const keyOf = ({ id }: Organisation): Uint8Array => {
    const key = keys().referenceKey(id);
    if (key === undefined) throw new Error('Who has no key here is not let in');
    return key;
  };
  return {
    has: ({ id }) => keys().referenceKey(id) !== undefined,
    report: (organisation, reportId) => reportReference(keyOf(organisation), organisation.id, reportId),
    // Another name, so that a report and an activity record of one id are not linked by their reference.
    activity: (organisation, activityId) =>
      reportReference(keyOf(organisation), `${organisation.id}/activity`, activityId),
  };
}
