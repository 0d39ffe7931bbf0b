import { type Happening, NOBODY, type Party } from '@waylight/audit';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import type { Identity, Registry } from '@waylight/registry';
import type { CallContext, RpcError } from '@waylight/service-kit';

export function partyOf(identity: Identity | undefined): Party {
  if (identity === undefined) return NOBODY;
  return identity.kind === 'operator'
    ? identity
    : { kind: 'organisation', number: identity.organisation.number };
}

/** That somebody was refused, and as whom the registry knows them. */
export function refusalOf(
  { caller }: Pick<CallContext, 'caller'>,
  registry: Registry,
  { code }: RpcError,
): Happening {
  return {
    kind: AuditKind.ACCESS_REFUSED,
    by: partyOf(caller === null ? undefined : registry.identify(caller)),
    outcome: code === 'UNAUTHENTICATED' ? AuditOutcome.UNAUTHENTICATED : AuditOutcome.PERMISSION_DENIED,
  };
}
