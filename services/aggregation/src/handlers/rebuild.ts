import { randomUUID } from 'node:crypto';
import { DEAD_LETTERS_TOPIC } from '@waylight/contracts';
import { type RebuildRequest, type RebuildResponse, RebuildStep } from '@waylight/contracts/operations';
import { RpcError, type ServerStreamHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { type RebuildProgress, rebuild as runRebuild } from '../rebuild/rebuild.ts';
import { REBUILD_LEASE, withLease } from '../tasks/leader-task.ts';

export function rebuild(ctx: AggregationContext): ServerStreamHandler<RebuildRequest, RebuildResponse> {
  return async function* (_request, { signal }) {
    // The name is unique for each call, so that two calls to one process do not share the lease.
    const holder = `${ctx.holder}/${randomUUID()}`;
    const work = (report: (progress: RebuildProgress) => void, cancelled: AbortSignal) =>
      withLease(
        { ...ctx, holder, name: REBUILD_LEASE },
        AbortSignal.any([signal, cancelled]),
        (leaseSignal) =>
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
      ctx.log.info('rebuild complete; new generation is live', { generation: last.generation });
    else ctx.log.error('rebuild differs from the live generation', { generation: last.generation });
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

/**
 * Streams the progress that `work` reports, and ends when `work` does, or with its error. If the client
 * leaves, the work is cancelled. The stream ends only after the work.
 */
async function* streamProgress<T>(
  work: (report: (item: T) => void, cancelled: AbortSignal) => Promise<unknown>,
): AsyncIterable<T> {
  const items: T[] = [];
  const cancelling = new AbortController();
  let wake = Promise.withResolvers<void>();
  let isRunning = true;
  const report = (item: T): void => {
    items.push(item);
    wake.resolve();
  };
  const done = work(report, cancelling.signal).finally(() => {
    isRunning = false;
    wake.resolve();
  });
  done.catch(() => undefined);
  try {
    for (;;) {
      for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
      if (!isRunning) break;
      await wake.promise;
      wake = Promise.withResolvers<void>();
    }
    await done;
  } finally {
    cancelling.abort(new Error('progress stream closed'));
    await done.catch(() => undefined);
  }
}
