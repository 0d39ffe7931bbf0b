import {
  authorityUri,
  type Identity,
  isMember,
  officerUri,
  operatorUri,
  organisationUri,
  type Registry,
} from '@waylight/access';
import { type Caller, createCaller } from './caller.ts';
import type { Role, RoleAssignment } from './roles.ts';

/** A stored session. It does not identify the person. */
export type Session = {
  /** Keyed digest of the account, in hex. */
  readonly person: string;
  readonly assignment: RoleAssignment;
  /** Version of the registry at the sign-in. */
  readonly registryVersion: number;
  readonly startedMs: number;
  /** Last use, exact to about a minute, because not every use is recorded. */
  readonly usedMs: number;
};

export type SessionLimits = {
  /** Longest time since the sign-in. */
  readonly maxAgeMs: number;
  /** Longest time since the last use. */
  readonly idleMs: number;
  readonly maxPerPerson: number;
  readonly maxTotal: number;
};

export function sessionEndMs({ startedMs, usedMs }: Session, { maxAgeMs, idleMs }: SessionLimits): number {
  return Math.min(startedMs + maxAgeMs, usedMs + idleMs);
}

const URIS: Readonly<Record<Role, (id: string) => string>> = {
  analyst: organisationUri,
  authority: authorityUri,
  'data-protection-officer': officerUri,
  operator: operatorUri,
};

/** The part of a session that determines its caller. */
export type SessionSubject = Pick<Session, 'assignment' | 'registryVersion'>;

/** The registry's entry of a session. */
export const identityOfSession = (
  { assignment: { role, id } }: Pick<Session, 'assignment'>,
  registry: Pick<Registry, 'findByUri'>,
): Identity | undefined => registry.findByUri(URIS[role](id));

/**
 * Returns the caller of a session by the current registry. Undefined if the registry does not list the subject, or has suspended
 * it since the sign-in.
 */
export function resolveCaller(
  subject: SessionSubject,
  registry: Pick<Registry, 'findByUri'>,
): Caller | undefined {
  const identity = identityOfSession(subject, registry);
  if (identity !== undefined && reinstatementVersion(identity) > subject.registryVersion) return undefined;
  switch (identity?.kind) {
    case 'organisation': {
      const { organisation } = identity;
      const party = { kind: 'organisation', number: organisation.number } as const;
      return isMember(organisation)
        ? createCaller('analyst', party, organisation.id)
        : createCaller('network-analyst', party);
    }
    // Audited without the id: in the audit, an id names the holder of a certificate.
    case 'authority':
    case 'officer':
    case 'operator':
      return createCaller(identity.kind, { kind: identity.kind });
    // Programs do not sign in.
    case 'node':
    case 'service':
    case undefined:
      return undefined;
    default:
      return identity satisfies never;
  }
}

/** Registry version that reinstated the identity's organisation; 0 for others. */
function reinstatementVersion(identity: Identity): number {
  return 'organisation' in identity ? (identity.organisation?.reinstatedIn ?? 0) : 0;
}
