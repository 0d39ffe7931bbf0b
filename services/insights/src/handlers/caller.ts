import { AUDIENCE_OF_CALLER, isMember } from '@waylight/access';
import { toActor } from '@waylight/audit';
import type { CallContext } from '@waylight/service-kit';
import type { Asker } from '../approvals/caller.ts';
import type { InsightsContext } from '../context.ts';

/** Who calls, by its certificate, and what it gets here. @throws RpcError PERMISSION_DENIED for whoever may not ask this. */
export function callerOf({ door }: Pick<InsightsContext, 'door'>, call: CallContext): Asker {
  const { kind, identity, access } = door.authorize(call);
  const organisation = identity?.kind === 'organisation' ? identity.organisation : undefined;
  const member = organisation !== undefined && isMember(organisation) ? organisation.id : undefined;
  return { kind, reader: AUDIENCE_OF_CALLER[kind], member, party: toActor(identity), access };
}
