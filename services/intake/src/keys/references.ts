import type { Organisation, Registry } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import type { KeyRing } from '@waylight/node-keys';
import { reportReference } from '@waylight/pseudonymisation';
import { NodeStartError } from '../start-error.ts';

export type References = {
  /** True if the organisation has a key at this node. */
  has(organisation: Organisation): boolean;
  report(organisation: Organisation, reportId: string): Uint8Array;
  activity(organisation: Organisation, activityId: string): Uint8Array;
};

/**
 * Returns an error if the registry lists organisations at this node that have no key, because they cannot
 * report.
 */
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
        `the keys file has no reference key for ${missing.join(', ')}: create the missing keys, and keep the others`,
      );
}

/** Computes references with the key of each organisation. */
export function createReferences(keys: () => KeyRing): References {
  const keyOf = ({ id }: Organisation): Uint8Array => {
    const key = keys().referenceKey(id);
    if (key === undefined) throw new Error('an organisation without a key must not be authorised');
    return key;
  };
  return {
    has: ({ id }) => keys().referenceKey(id) !== undefined,
    report: (organisation, reportId) => reportReference(keyOf(organisation), organisation.id, reportId),
    // The name differs from that of reports. Otherwise equal references would link a report and an activity
    // record with the same id.
    activity: (organisation, activityId) =>
      reportReference(keyOf(organisation), `${organisation.id}/activity`, activityId),
  };
}
