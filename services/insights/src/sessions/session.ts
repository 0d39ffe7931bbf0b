import { isMember, type Registry } from '@waylight/registry';
import { type Caller, callerAs } from '../approvals/caller.ts';
import type { Office } from '../sign-in/roles.ts';

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

/** Who calls, by their office and the registry of this moment; undefined where the organisation speaks for nobody now. */
export function callerOfOffice(office: Office, registry: Pick<Registry, 'byId'>): Caller | undefined {
  switch (office.role) {
    case 'analyst': {
      const organisation = registry.byId(office.organisation);
      if (organisation?.status !== 'active') return undefined;
      const party = { kind: 'organisation', number: organisation.number } as const;
      return isMember(organisation)
        ? callerAs('analyst', party, organisation.id)
        : callerAs('network-analyst', party);
    }
    case 'authority':
      return callerAs('authority', { kind: 'authority' });
    case 'data-protection-officer':
      return callerAs('officer', { kind: 'officer' });
    case 'operator':
      return callerAs('operator', { kind: 'operator' });
    default:
      return office satisfies never;
  }
}
