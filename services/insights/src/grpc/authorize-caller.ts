import { AUDIENCE_OF_CALLER, isMember } from '@waylight/access';
import { toActor } from '@waylight/audit';
import type { CallContext } from '@waylight/service-kit';
import type { CallerWithAccess } from '../accounts/caller.ts';
import type { InsightsContext } from '../context.ts';

/** Returns the caller of this certificate, with its access. @throws RpcError PERMISSION_DENIED for a caller without access */
export function authorizeCaller(
  { authorizer }: Pick<InsightsContext, 'authorizer'>,
  call: CallContext,
): CallerWithAccess {
  const { kind, identity, access } = authorizer.authorize(call);
  const organisation = identity?.kind === 'organisation' ? identity.organisation : undefined;
  const member = organisation !== undefined && isMember(organisation) ? organisation.id : undefined;
  return { kind, audience: AUDIENCE_OF_CALLER[kind], member, actor: toActor(identity), access };
}
