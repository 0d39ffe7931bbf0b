import type { PreviewReleasesRequest, PreviewReleasesResponse } from '@waylight/contracts/operations';
import type { UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { withReleaseLease } from './with-release-lease.ts';
import { readPeriod, withheldTable } from './withheld-table.ts';

export function previewReleases(
  ctx: AggregationContext,
): UnaryHandler<PreviewReleasesRequest, PreviewReleasesResponse> {
  return async (request, { signal }) => {
    const period = readPeriod(request.period);
    const { releases, withheld } = await withReleaseLease(ctx, signal, (leaseSignal) =>
      ctx.releaseTask.preview(leaseSignal, period),
    );
    return { releases: [...releases], withheld: withheld.map(withheldTable) };
  };
}
