import { AUDIENCE_OF_CALLER, isMember, type Principal } from '@waylight/access';
import { toActor } from '@waylight/audit';
import type { CallerWithAccess } from '../accounts/caller.ts';

/** The caller of an authorised call, with its access. */
export function callerOf({ kind, identity, access }: Principal): CallerWithAccess {
  const organisation = identity?.kind === 'organisation' ? identity.organisation : undefined;
  const member = organisation !== undefined && isMember(organisation) ? organisation.id : undefined;
  return { kind, audience: AUDIENCE_OF_CALLER[kind], member, actor: toActor(identity), access };
}
