import { type Identity, nodeName, type Registry } from '@waylight/access';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import type { CallContext } from '@waylight/service-kit';
import { type Actor, ANONYMOUS_ACTOR, type AuditEvent } from '../chain/audit-event.ts';

export function toActor(identity: Identity | undefined): Actor {
  switch (identity?.kind) {
    case undefined:
      return ANONYMOUS_ACTOR;
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

const OUTCOMES = {
  'in-force': AuditOutcome.PERMISSION_DENIED,
  unknown: AuditOutcome.PERMISSION_DENIED,
  suspended: AuditOutcome.SUSPENDED,
  revoked: AuditOutcome.REVOKED,
} as const;

/**
 * Creates the event of a denied call, with actor and reason. Callers get the same error for all reasons; only the audit contains
 * the reason.
 */
export function accessRefusedEvent(
  { caller }: Pick<CallContext, 'caller'>,
  registry: Pick<Registry, 'findHolder'>,
): AuditEvent {
  const kind = AuditKind.ACCESS_REFUSED;
  if (caller === null) return { kind, actor: ANONYMOUS_ACTOR, outcome: AuditOutcome.UNAUTHENTICATED };
  const { identity, status } = registry.findHolder(caller);
  return { kind, actor: toActor(identity), outcome: OUTCOMES[status] };
}
