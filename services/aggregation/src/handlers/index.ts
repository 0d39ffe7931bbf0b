import type { OperationsServiceService } from '@waylight/contracts/operations';
import type { ServiceHandlers } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { closeDuePeriods, previewReleases } from './due-periods.ts';
import { getStatus } from './get-status.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { rebuild } from './rebuild.ts';

export function operationsHandlers(
  ctx: AggregationContext,
): ServiceHandlers<typeof OperationsServiceService> {
  return {
    getStatus: getStatus(ctx),
    listDeadLetters: listDeadLetters(ctx),
    rebuild: rebuild(ctx),
    previewReleases: previewReleases(ctx),
    closeDuePeriods: closeDuePeriods(ctx),
  };
}
