import type { CloseDuePeriodsRequest, CloseDuePeriodsResponse } from '@waylight/contracts/operations';
import type { UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { withReleases } from './with-releases.ts';
import { readPeriod, withheldTable } from './withheld-table.ts';

export function closeDuePeriods(
  ctx: AggregationContext,
): UnaryHandler<CloseDuePeriodsRequest, CloseDuePeriodsResponse> {
  return async (request, { signal }) => {
    const period = readPeriod(request.period);
    const { made, withheld } = await withReleases(ctx, signal, (held) => ctx.releaseDuty.close(held, period));
    return { releaseIds: [...made], withheld: withheld.map(withheldTable) };
  };
}
