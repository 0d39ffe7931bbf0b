import type { PreviewReleasesRequest, PreviewReleasesResponse } from '@waylight/contracts/operations';
import type { UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { withReleases } from './with-releases.ts';
import { readPeriod, withheldTable } from './withheld-table.ts';

export function previewReleases(
  ctx: AggregationContext,
): UnaryHandler<PreviewReleasesRequest, PreviewReleasesResponse> {
  return async (request, { signal }) => {
    const period = readPeriod(request.period);
    const { releases, withheld } = await withReleases(ctx, signal, (held) =>
      ctx.releaseDuty.preview(held, period),
    );
    return { releases: [...releases], withheld: withheld.map(withheldTable) };
  };
}
