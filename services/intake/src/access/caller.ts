import type { NodeCountry } from '@waylight/contracts';
import type { Identity, Organisation, Registry } from '@waylight/registry';
import { type CallContext, type PeerIdentity, RpcError } from '@waylight/service-kit';

/** Finds out which organisation calls. */
export type Access = {
  /** Lets pass whom the registry in force knows. @throws RpcError UNAUTHENTICATED or PERMISSION_DENIED. */
  checkKnown(ctx: Pick<CallContext, 'caller'>): void;
  /** @throws RpcError UNAUTHENTICATED or PERMISSION_DENIED. */
  organisationOf(ctx: Pick<CallContext, 'caller'>): Organisation;
  /** The lead organisation of this node, or an operator. @throws RpcError as above. */
  reviewerOf(ctx: Pick<CallContext, 'caller'>): Identity;
  /** Those whose reports this node takes, in the order of their ids. */
  organisations(): readonly Organisation[];
};

export type AccessParts = {
  readonly registry: () => Registry;
  readonly country: NodeCountry;
  /** Whether the node has the key that references of the organisation's reports are made with. */
  readonly canRefer: (organisation: Organisation) => boolean;
  /** Told of each caller whom the registry knows. */
  readonly sayEnding: (caller: PeerIdentity) => void;
};

/**
 * The organisation is the certificate's identity, looked up in the registry in force: whoever is not in it, is suspended,
 * shows a certificate that is revoked, or reports in other countries gets no further.
 */
export function createAccess({ registry, country, canRefer, sayEnding }: AccessParts): Access {
  const identityOf = (caller: CallContext['caller']): Identity => {
    if (caller === null)
      throw new RpcError('UNAUTHENTICATED', 'the client certificate names nobody, or has expired');
    const identity = registry().identify(caller);
    if (identity !== undefined) {
      sayEnding(caller);
      return identity;
    }
    throw new RpcError(
      'PERMISSION_DENIED',
      'the registry does not know this certificate, or has suspended or revoked it',
    );
  };
  return {
    checkKnown({ caller }) {
      identityOf(caller);
    },
    reviewerOf({ caller }) {
      const identity = identityOf(caller);
      if (identity.kind === 'operator' || identity.organisation.id === registry().leadOf(country)?.id)
        return identity;
      throw new RpcError(
        'PERMISSION_DENIED',
        'only the lead organisation of this node and operators see this',
      );
    },
    organisations: () =>
      registry()
        .organisations.filter(({ countries }) => countries.includes(country))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    organisationOf({ caller }) {
      const identity = identityOf(caller);
      if (identity.kind !== 'organisation')
        throw new RpcError('PERMISSION_DENIED', 'an operator sees no reports');
      if (!identity.organisation.countries.includes(country))
        throw new RpcError(
          'PERMISSION_DENIED',
          `the registry does not list your organisation at the node ${country}`,
        );
      // It was added while the node ran: what it sent could be given no reference.
      if (!canRefer(identity.organisation))
        throw new RpcError(
          'UNAVAILABLE',
          `the node ${country} has no key for your organisation yet: its operator has to make one`,
        );
      return identity.organisation;
    },
  };
}
