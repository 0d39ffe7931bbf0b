import { CIRCLES } from '@waylight/access';
import type { Audience } from '@waylight/disclosure-control';
import { isMember } from '@waylight/registry';
import type { CallContext } from '@waylight/service-kit';
import type { Asker } from '../approvals/caller.ts';
import type { InsightsContext } from '../context.ts';

/** The caller's circle, by its certificate. @throws RpcError PERMISSION_DENIED for whoever may not ask this. */
export function readerOf({ door }: InsightsContext, call: CallContext): Audience {
  return CIRCLES[door.admit(call).kind];
}

/** The same, and which member it is. */
export function callerOf({ door }: InsightsContext, call: CallContext): Asker {
  const { kind, identity, access } = door.admit(call);
  const organisation = identity?.kind === 'organisation' ? identity.organisation : undefined;
  const member = organisation !== undefined && isMember(organisation) ? organisation.id : undefined;
  return { kind, reader: CIRCLES[kind], member, access };
}
