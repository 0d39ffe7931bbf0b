import { randomUUID } from 'node:crypto';
import { DEAD_LETTERS_TOPIC } from '@waylight/contracts';
import { type RebuildRequest, type RebuildResponse, RebuildStep } from '@waylight/contracts/operations';
import { RpcError, type ServerStreamHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { type RebuildProgress, rebuild as runRebuild } from '../count/rebuild/rebuild.ts';
import { withLease } from '../tasks/leader-task.ts';
import { REBUILD_LEASE } from '../tasks/leases.ts';
import { streamProgress } from './stream-progress.ts';

export function rebuild(ctx: AggregationContext): ServerStreamHandler<RebuildRequest, RebuildResponse> {
  return async function* (_request, { signal }) {
    // A name of its own: a second call must not pass for the first, even in one process.
    const holder = `${ctx.holder}/${randomUUID()}`;
    const work = (report: (progress: RebuildProgress) => void, ended: AbortSignal) =>
      withLease({ ...ctx, holder, name: REBUILD_LEASE }, AbortSignal.any([signal, ended]), (leaseSignal) =>
        runRebuild({
          eventLog: ctx.eventLog,
          viewStore: ctx.viewStore,
          releases: ctx.releases,
          concurrency: ctx.rebuildConcurrency,
          appendDeadLetters: async (letters) =>
            void (await ctx.deadLetters.append(DEAD_LETTERS_TOPIC, letters)),
          signal: leaseSignal,
          report,
        }),
      );
    let last: RebuildProgress | undefined;
    try {
      for await (const progress of streamProgress(work)) {
        last = progress;
        yield response(progress, ctx.now());
      }
    } finally {
      await ctx.viewStore.releaseLease(REBUILD_LEASE, holder);
    }
    if (last === undefined) throw new RpcError('ABORTED', 'a rebuild is running already');
    if (last.step === RebuildStep.SWAPPED)
      ctx.log.info('a rebuilt generation serves', { generation: last.generation });
    else ctx.log.error('a rebuild differs from the live generation', { generation: last.generation });
  };
}

function response(progress: RebuildProgress, nowMs: number): RebuildResponse {
  return {
    step: progress.step,
    generation: progress.generation,
    eventsRead: BigInt(progress.eventsRead),
    eventsTotal: BigInt(progress.eventsTotal),
    differingPartitions: progress.differingPartitions,
    at: new Date(nowMs),
  };
}
