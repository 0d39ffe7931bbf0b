import type { Organisation, Registry } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import type { KeyRing } from '@waylight/node-keys';
import { reportReference } from '@waylight/pseudonymisation';
import { type Logger, safeToLog } from '@waylight/service-kit';

export type References = {
  /** True if the organisation has a key at this node. */
  has(organisation: Organisation): boolean;
  report(organisation: Organisation, reportId: string): Uint8Array;
  activity(organisation: Organisation, activityId: string): Uint8Array;
};

class ReferenceKeyMissingError extends Error {
  override readonly name = 'ReferenceKeyMissingError';
  readonly code = 'REFERENCE_KEY_MISSING';
  readonly [safeToLog] = true;
}

/** Logs which organisations of the registry cannot report at this node, because it has no key for them. */
export function logMissingKeys(
  keys: KeyRing,
  registry: Registry,
  { country, log }: { readonly country: NodeCountry; readonly log: Logger },
): void {
  const missing = registry.organisations
    .filter(({ id, countries }) => countries.includes(country) && keys.referenceKey(id) === undefined)
    .map(({ id }) => id);
  if (missing.length === 0) return;
  const error = new ReferenceKeyMissingError(
    `the keys file has no reference key for ${missing.join(', ')}: ` +
      'run "waylight keys add-organisation", or "waylight keys accept" for one that reports in several countries',
  );
  log.error('an organisation of the registry has no key and cannot report', { error });
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
    // report with the same id.
    activity: (organisation, activityId) =>
      reportReference(keyOf(organisation), `${organisation.id}/activity`, activityId),
  };
}
