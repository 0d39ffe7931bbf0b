import { type Happening, NOBODY, type Party } from '@waylight/audit';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { type Identity, nodeName, type Registry } from '@waylight/registry';
import type { CallContext } from '@waylight/service-kit';

export function partyOf(identity: Identity | undefined): Party {
  switch (identity?.kind) {
    case undefined:
      return NOBODY;
    case 'organisation':
      return { kind: 'organisation', number: identity.organisation.number };
    case 'authority':
      return { kind: 'authority', id: identity.authority.id };
    case 'officer':
      return { kind: 'officer', id: identity.id };
    case 'operator':
      return identity;
    case 'node':
      return { kind: 'other-service', id: nodeName(identity.country) };
    case 'service':
      return { kind: 'other-service', id: identity.id };
    default:
      return identity satisfies never;
  }
}

/** That somebody was refused, and as whom the registry knows them. They are all told the same; the audit tells them apart. */
export function refusalOf({ caller }: Pick<CallContext, 'caller'>, registry: Registry): Happening {
  return {
    kind: AuditKind.ACCESS_REFUSED,
    by: partyOf(caller === null ? undefined : registry.identify(caller)),
    outcome: caller === null ? AuditOutcome.UNAUTHENTICATED : AuditOutcome.PERMISSION_DENIED,
  };
}
