import type { PreviewReleasesRequest, PreviewReleasesResponse } from '@waylight/contracts/operations';
import { RpcError, type UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { withLease } from '../jobs/duty.ts';
import { RELEASE_LEASE } from '../leases.ts';
import { readPeriod, withheldTable } from './withheld-table.ts';

export function previewReleases(
  ctx: AggregationContext,
): UnaryHandler<PreviewReleasesRequest, PreviewReleasesResponse> {
  return async ({ period }, { signal }) => {
    const asked = readPeriod(period);
    const previewed = await withLease({ ...ctx, name: RELEASE_LEASE }, signal, (held) =>
      ctx.releaseDuty.preview(held, asked),
    );
    if (previewed === undefined)
      throw new RpcError('ABORTED', 'another process is closing periods; try again shortly');
    if (previewed.behind)
      throw new RpcError('UNAVAILABLE', 'the log is not counted up to its end yet; nothing can be shown', [
        { type: 'retryInfo', retryAfterMs: 5_000 },
      ]);
    return { releases: [...previewed.releases], withheld: previewed.withheld.map(withheldTable) };
  };
}
