import type { GetReleaseTruthRequest, GetReleaseTruthResponse } from '@waylight/contracts/operations';
import type { TrueNumbers } from '@waylight/disclosure-control';
import { RpcError, type UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';

export function getReleaseTruth(
  ctx: AggregationContext,
): UnaryHandler<GetReleaseTruthRequest, GetReleaseTruthResponse> {
  return async ({ releaseId }, { signal }) => {
    return truthAnswer(await shownTruth(ctx, releaseId, signal));
  };
}

/** The same over gRPC and HTTP. */
export function truthAnswer({ cells, rowTotals, columnTotals, total, victims }: TrueNumbers) {
  return {
    ...{ cells: [...cells], rowTotals: [...rowTotals], columnTotals: [...columnTotals], total },
    victims: victims && { rows: [...victims.rows], total: victims.total },
  };
}

/** The counts behind a release where they may be shown; throws what the caller is told where they may not. */
export async function shownTruth(
  ctx: AggregationContext,
  releaseId: string,
  signal: AbortSignal,
): Promise<TrueNumbers> {
  const truth = await ctx.releaseTruth(releaseId, signal);
  switch (truth.kind) {
    case 'truth':
      ctx.log.info('the counts behind a release of simulated reports were shown');
      return truth.numbers;
    case 'not-simulated':
      throw new RpcError(
        'FAILED_PRECONDITION',
        'not simulated: only a trial shows what a release was drawn from, and only where its simulator made all that it counts',
      );
    case 'no-such-release':
      throw new RpcError('NOT_FOUND', 'there is no such release');
    case 'counts-gone':
      throw new RpcError(
        'FAILED_PRECONDITION',
        'the counts that the release was drawn from are gone: the region was rebuilt since',
      );
    case 'plan-changed':
      throw new RpcError('FAILED_PRECONDITION', 'the release plan has changed since the release was made');
    default:
      return truth satisfies never;
  }
}
