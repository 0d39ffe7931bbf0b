import type { Registry } from '@waylight/access';
import { organisationUri } from '@waylight/access';
import type { NodeDoor } from '../config-fields.ts';

/** A node that takes an organisation's reports, and where its browsers reach it: there they ask for their own numbers, past insights. */
export type OwnNode = { readonly country: string; readonly origin?: string };

/** The nodes of an organisation by the registry in force, in its order. */
export function ownNodes(
  organisation: string,
  registry: Pick<Registry, 'findByUri'>,
  doors: readonly NodeDoor[],
): OwnNode[] {
  const identity = registry.findByUri(organisationUri(organisation));
  if (identity?.kind !== 'organisation') return [];
  return identity.organisation.countries.map((country) => {
    const door = doors.find((one) => one.country === country);
    return door === undefined ? { country } : { country, origin: door.origin };
  });
}
