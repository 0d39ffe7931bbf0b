import type { Audience } from '@waylight/disclosure-control';
import { type Identity, isMember } from '@waylight/registry';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { audienceOf } from '../answers/audience.ts';
import type { Caller } from '../approvals/caller.ts';
import type { InsightsContext } from '../context.ts';

/** The caller's circle, by its certificate. A certificate that the registry does not know opens nothing. */
export function readerOf(context: InsightsContext, call: CallContext): Audience {
  return audienceOf(identityOf(context, call));
}

/** The same, and which member it is. */
export function callerOf(context: InsightsContext, call: CallContext): Caller {
  const identity = identityOf(context, call);
  const member =
    identity.kind === 'organisation' && isMember(identity.organisation)
      ? identity.organisation.id
      : undefined;
  return { reader: audienceOf(identity), member };
}

/** @throws RpcError UNAUTHENTICATED */
export function identityOf(
  context: Pick<InsightsContext, 'registry'>,
  call: Pick<CallContext, 'caller'>,
): Identity {
  const identity = call.caller === null ? undefined : context.registry().identify(call.caller);
  if (identity === undefined)
    throw new RpcError('UNAUTHENTICATED', 'this certificate names no active organisation of the registry');
  return identity;
}
