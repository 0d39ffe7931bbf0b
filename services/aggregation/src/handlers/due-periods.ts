import { periodKindOf } from '@waylight/calendar';
import {
  type CloseDuePeriodsRequest,
  type CloseDuePeriodsResponse,
  type PreviewReleasesRequest,
  type PreviewReleasesResponse,
  WithheldReason,
  type WithheldTable,
} from '@waylight/contracts/operations';
import { RpcError, type UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import type { WithheldRelease } from '../release/withheld-release.ts';
import { RELEASE_LEASE, withLease } from '../tasks/leader-task.ts';

const REASONS: Readonly<Record<WithheldRelease['reason'], WithheldReason>> = {
  'not-coupled': WithheldReason.NOT_COUPLED,
  'discloses-small-counts': WithheldReason.DISCLOSES_SMALL_COUNTS,
  'victims-disclose-small-counts': WithheldReason.VICTIMS_DISCLOSE_SMALL_COUNTS,
  'not-checked': WithheldReason.NOT_CHECKED,
};

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

function withheldTable({ tableId, period, reason }: WithheldRelease): WithheldTable {
  return { tableId, period, reason: REASONS[reason] };
}

/** Period of a request; undefined means all due periods. @throws RpcError for a text that is not a period. */
export function readPeriod(period: string): string | undefined {
  if (period === '') return undefined;
  if (periodKindOf(period) !== undefined) return period;
  throw new RpcError('INVALID_ARGUMENT', 'not a release period', [
    {
      type: 'badRequest',
      violations: [
        {
          field: 'period',
          description: 'must be a release period such as 2025-W10, 2025-03, 2025-Q1 or 2025',
        },
      ],
    },
  ]);
}

/** Works on due periods under the release lease. @throws RpcError if the operator has to retry. */
export async function withReleaseLease<T extends { readonly isBehind: boolean }>(
  ctx: AggregationContext,
  signal: AbortSignal,
  work: (leaseSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const result = await withLease({ ...ctx, name: RELEASE_LEASE }, signal, work);
  if (result === undefined)
    throw new RpcError('ABORTED', 'another process is closing periods; try again shortly');
  if (result.isBehind)
    throw new RpcError(
      'UNAVAILABLE',
      'the log is not fully counted, or no node has sent a heartbeat yet; nothing was done',
      [{ type: 'retryInfo', retryAfterMs: 5_000 }],
    );
  return result;
}
