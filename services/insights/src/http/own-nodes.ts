import type { Registry } from '@waylight/access';
import { organisationUri } from '@waylight/access';
import type { NodeEndpoint } from '../config-fields.ts';

/** A node that takes an organisation's reports, and where its browsers reach it: there they ask for their own numbers, past insights. */
export type OwnNode = { readonly country: string; readonly origin?: string };

/** The nodes of an organisation by the registry in force, in its order. */
export function nodesOfOrganisation(
  organisation: string,
  registry: Pick<Registry, 'findByUri'>,
  endpoints: readonly NodeEndpoint[],
): OwnNode[] {
  const identity = registry.findByUri(organisationUri(organisation));
  if (identity?.kind !== 'organisation') return [];
  return identity.organisation.countries.map((country) => {
    const endpoint = endpoints.find((one) => one.country === country);
    return endpoint === undefined ? { country } : { country, origin: endpoint.origin };
  });
}
