import type { CloseDuePeriodsRequest, CloseDuePeriodsResponse } from '@waylight/contracts/operations';
import { RpcError, type UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { withLease } from '../jobs/duty.ts';
import { RELEASE_LEASE } from '../leases.ts';
import { readPeriod, withheldTable } from './withheld-table.ts';

export function closeDuePeriods(
  ctx: AggregationContext,
): UnaryHandler<CloseDuePeriodsRequest, CloseDuePeriodsResponse> {
  return async ({ period }, { signal }) => {
    const asked = readPeriod(period);
    const closed = await withLease({ ...ctx, name: RELEASE_LEASE }, signal, (held) =>
      ctx.releaseDuty.close(held, asked),
    );
    if (closed === undefined)
      throw new RpcError('ABORTED', 'another process is closing periods; try again shortly');
    if (closed.behind)
      throw new RpcError('UNAVAILABLE', 'the log is not counted up to its end yet; nothing was closed', [
        { type: 'retryInfo', retryAfterMs: 5_000 },
      ]);
    return { releaseIds: [...closed.made], withheld: closed.withheld.map(withheldTable) };
  };
}
