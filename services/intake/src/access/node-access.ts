import type { Organisation, Registry } from '@waylight/access';
import { type Authorizer, accessDeniedError, type CallRequest, type Principal } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import { RpcError } from '@waylight/service-kit';

/** Finds out which organisation calls. Who may call at all is the doorkeeper's to say. */
export type NodeAccess = {
  /** @throws RpcError PERMISSION_DENIED. */
  authorize(request: CallRequest): Principal;
  /** @throws RpcError as above, or UNAVAILABLE. */
  authorizeOrganisation(request: CallRequest): Organisation;
  /** Those whose reports this node takes, in the order of their ids. */
  organisations(): readonly Organisation[];
};

export type NodeAccessOptions = {
  readonly registry: () => Registry;
  readonly country: NodeCountry;
  readonly authorizer: Authorizer;
  /** Whether the node has the key that references of the organisation's reports are made with. */
  readonly hasReferenceKey: (organisation: Organisation) => boolean;
};

export function createNodeAccess({
  registry,
  country,
  authorizer,
  hasReferenceKey,
}: NodeAccessOptions): NodeAccess {
  return {
    authorize: authorizer.authorize,
    organisations: () =>
      registry()
        .organisations.filter(({ countries }) => countries.includes(country))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    authorizeOrganisation(request) {
      const { identity } = authorizer.authorize(request);
      if (identity?.kind !== 'organisation') throw accessDeniedError();
      // It was added while the node ran: what it sent could be given no reference.
      if (!hasReferenceKey(identity.organisation))
        throw new RpcError(
          'UNAVAILABLE',
          `the node ${country} has no key for your organisation yet: its operator has to make one`,
        );
      return identity.organisation;
    },
  };
}
