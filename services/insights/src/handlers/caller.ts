import type { Audience } from '@waylight/disclosure-control';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { audienceOf } from '../answers/audience.ts';
import type { InsightsContext } from '../context.ts';

/** The caller's circle, by its certificate. A certificate that the registry does not know opens nothing. */
export function readerOf(context: InsightsContext, call: CallContext): Audience {
  const identity = call.caller === null ? undefined : context.registry.identify(call.caller.uri);
  if (identity === undefined)
    throw new RpcError('UNAUTHENTICATED', 'this certificate names no active organisation of the registry');
  return audienceOf(identity);
}
