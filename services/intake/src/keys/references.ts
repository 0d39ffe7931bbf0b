import type { NodeCountry } from '@waylight/contracts';
import { reportReference } from '@waylight/pseudonymisation';
import type { Organisation, Registry } from '@waylight/registry';
import { NodeStartError } from '../start-error.ts';
import type { KeyRing } from './node-keys.ts';

export type References = {
  report(organisation: Organisation, reportId: string): Uint8Array;
  activity(organisation: Organisation, activityId: string): Uint8Array;
};

/** References under each organisation's own key. An organisation without one can't report: said at the start, not later. */
export function createReferences(keys: KeyRing, registry: Registry, country: NodeCountry): References {
  const lacking = registry.organisations
    .filter(({ id, countries }) => countries.includes(country) && keys.referenceKey(id) === undefined)
    .map(({ id }) => id);
  if (lacking.length > 0)
    throw new NodeStartError(
      `the keys file has no reference key for ${lacking.join(', ')}: make the missing keys, and keep the others`,
    );
  const keyOf = ({ id }: Organisation): Uint8Array => {
    const key = keys.referenceKey(id);
    if (key === undefined) throw new Error('Every organisation of the node has a key');
    return key;
  };
  return {
    report: (organisation, reportId) => reportReference(keyOf(organisation), organisation.id, reportId),
    // Another name, so that a report and an activity record of one id are not linked by their reference.
    activity: (organisation, activityId) =>
      reportReference(keyOf(organisation), `${organisation.id}/activity`, activityId),
  };
}
