import {
  authorityUri,
  isMember,
  officerUri,
  operatorUri,
  organisationUri,
  type Registry,
} from '@waylight/registry';
import { type Caller, callerAs } from '../approvals/caller.ts';
import type { Office, Role } from '../sign-in/roles.ts';

/** A sign-in that is kept: nothing in it says who the person is. */
export type Session = {
  readonly office: Office;
  readonly startedMs: number;
  /** To the minute or so: not each use is written down. */
  readonly usedMs: number;
};

export type SessionLimits = {
  /** From the sign-in on. */
  readonly longestMs: number;
  /** Since the last use. */
  readonly idleMs: number;
  readonly mostOfPerson: number;
  readonly mostInAll: number;
};

export function endOf({ startedMs, usedMs }: Session, { longestMs, idleMs }: SessionLimits): number {
  return Math.min(startedMs + longestMs, usedMs + idleMs);
}

const URIS: Readonly<Record<Role, (id: string) => string>> = {
  analyst: organisationUri,
  authority: authorityUri,
  'data-protection-officer': officerUri,
  operator: operatorUri,
};

/** Who calls, by their office and the registry of this moment; undefined where it lists nobody for it now, as with a certificate. */
export function callerOfOffice({ role, id }: Office, registry: Pick<Registry, 'byUri'>): Caller | undefined {
  const identity = registry.byUri(URIS[role](id));
  switch (identity?.kind) {
    case 'organisation': {
      const { organisation } = identity;
      const party = { kind: 'organisation', number: organisation.number } as const;
      return isMember(organisation)
        ? callerAs('analyst', party, organisation.id)
        : callerAs('network-analyst', party);
    }
    // In the audit without the id: there it stands for whoever holds the one certificate.
    case 'authority':
    case 'officer':
    case 'operator':
      return callerAs(identity.kind, { kind: identity.kind });
    // Nobody signs in as a program.
    case 'node':
    case 'service':
    case undefined:
      return undefined;
    default:
      return identity satisfies never;
  }
}
