import type { GetReleaseTruthRequest, GetReleaseTruthResponse } from '@waylight/contracts/operations';
import { RpcError, type UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';

export function getReleaseTruth(
  ctx: AggregationContext,
): UnaryHandler<GetReleaseTruthRequest, GetReleaseTruthResponse> {
  return async ({ releaseId }, { signal }) => {
    const truth = await ctx.releaseTruth(releaseId, signal);
    switch (truth.kind) {
      case 'truth': {
        ctx.log.info('the counts behind a release of simulated reports were shown');
        const { cells, rowTotals, columnTotals, total } = truth.numbers;
        return { cells: [...cells], rowTotals: [...rowTotals], columnTotals: [...columnTotals], total };
      }
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
  };
}
