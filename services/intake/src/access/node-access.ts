import { accessDeniedError, type Organisation, type Principal, type Registry } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import { RpcError } from '@waylight/service-kit';

export type NodeAccess = {
  /** The organisation of an authorised call. @throws RpcError PERMISSION_DENIED, or UNAVAILABLE. */
  organisationOf(principal: Principal): Organisation;
  /** Organisations that report at this node, by id. */
  organisations(): readonly Organisation[];
};

export type NodeAccessOptions = {
  readonly registry: () => Registry;
  readonly country: NodeCountry;
  /** True if the node has the key of the organisation's report references. */
  readonly hasReferenceKey: (organisation: Organisation) => boolean;
};

export function createNodeAccess({ registry, country, hasReferenceKey }: NodeAccessOptions): NodeAccess {
  return {
    organisations: () =>
      registry()
        .organisations.filter(({ countries }) => countries.includes(country))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    organisationOf({ identity }) {
      if (identity?.kind !== 'organisation') throw accessDeniedError();
      // An organisation that was added while the node runs has no key yet. Its reports would have no
      // reference.
      if (!hasReferenceKey(identity.organisation))
        throw new RpcError(
          'UNAVAILABLE',
          `the node ${country} has no key for your organisation yet: the operator of the node must create it`,
        );
      return identity.organisation;
    },
  };
}
