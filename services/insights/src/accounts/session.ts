import {
  authorityUri,
  type Identity,
  isMember,
  officerUri,
  operatorUri,
  organisationUri,
  type Registry,
} from '@waylight/access';
import type { Role, RoleAssignment } from '../sign-in/roles.ts';
import { type Caller, createCaller } from './caller.ts';

/** A sign-in that is kept: nothing in it says who the person is. */
export type Session = {
  /** Keyed digest of the account, in hex: tells accounts apart, and nobody who they are. */
  readonly person: string;
  readonly assignment: RoleAssignment;
  /** Of the registry that was in force at the sign-in. */
  readonly registryVersion: number;
  readonly startedMs: number;
  /** To the minute or so: not each use is written down. */
  readonly usedMs: number;
};

export type SessionLimits = {
  /** From the sign-in on. */
  readonly maxAgeMs: number;
  /** Since the last use. */
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

/** Of a session, what says who it may be for. */
export type SessionSubject = Pick<Session, 'assignment' | 'registryVersion'>;

/**
 * Who calls, by their office and the registry of this moment; undefined where it lists nobody for it now, as with a
 * certificate, and where it has been suspended since the sign-in.
 */
export function resolveCaller(
  { assignment: { role, id }, registryVersion }: SessionSubject,
  registry: Pick<Registry, 'findByUri'>,
): Caller | undefined {
  const identity = registry.findByUri(URIS[role](id));
  if (identity !== undefined && reinstatementVersion(identity) > registryVersion) return undefined;
  switch (identity?.kind) {
    case 'organisation': {
      const { organisation } = identity;
      const party = { kind: 'organisation', number: organisation.number } as const;
      return isMember(organisation)
        ? createCaller('analyst', party, organisation.id)
        : createCaller('network-analyst', party);
    }
    // In the audit without the id: there it stands for whoever holds the one certificate.
    case 'authority':
    case 'officer':
    case 'operator':
      return createCaller(identity.kind, { kind: identity.kind });
    // Nobody signs in as a program.
    case 'node':
    case 'service':
    case undefined:
      return undefined;
    default:
      return identity satisfies never;
  }
}

/** Of the organisation that somebody speaks for, or is the officer of; 0 for everybody else. */
function reinstatementVersion(identity: Identity): number {
  return 'organisation' in identity ? (identity.organisation?.reinstatedIn ?? 0) : 0;
}
