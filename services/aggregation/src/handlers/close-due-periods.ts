import type { CloseDuePeriodsRequest, CloseDuePeriodsResponse } from '@waylight/contracts/operations';
import type { UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { withReleaseLease } from './with-release-lease.ts';
import { readPeriod, withheldTable } from './withheld-table.ts';

export function closeDuePeriods(
  ctx: AggregationContext,
): UnaryHandler<CloseDuePeriodsRequest, CloseDuePeriodsResponse> {
  return async (request, { signal }) => {
    const period = readPeriod(request.period);
    const { releaseIds, withheld } = await withReleaseLease(ctx, signal, (leaseSignal) =>
      ctx.releaseTask.close(leaseSignal, period),
    );
    return { releaseIds: [...releaseIds], withheld: withheld.map(withheldTable) };
  };
}
