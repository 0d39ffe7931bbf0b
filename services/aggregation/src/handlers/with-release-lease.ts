import { RpcError } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { withLease } from '../tasks/leader-task.ts';
import { RELEASE_LEASE } from '../tasks/leases.ts';

/** Does a work on what is due for an operator, who is told to come again where another process is at it or the log is not counted. */
export async function withReleaseLease<T extends { readonly isBehind: boolean }>(
  ctx: AggregationContext,
  signal: AbortSignal,
  work: (leaseSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = await withLease({ ...ctx, name: RELEASE_LEASE }, signal, work);
  if (done === undefined)
    throw new RpcError('ABORTED', 'another process is closing periods; try again shortly');
  if (done.isBehind)
    throw new RpcError('UNAVAILABLE', 'the log is not counted up to its end yet; nothing was done', [
      { type: 'retryInfo', retryAfterMs: 5_000 },
    ]);
  return done;
}
