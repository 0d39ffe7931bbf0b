import { type Component, repeatUntilStopped } from '@waylight/service-kit';
import { resolveCaller } from '../accounts/session.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import type { DeliveryQueue } from '../delivery/queue.ts';
import { changesOfWatches } from './changes-of-watches.ts';
import type { WatchStore } from './watch-store.ts';

export type Evaluation = {
  readonly context: InsightsContext;
  readonly watches: Pick<WatchStore, 'all' | 'watchers' | 'evaluated' | 'recordEvaluation'>;
  readonly queue: Pick<DeliveryQueue, 'add'>;
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
};

/**
 * Compares new releases with all watches. Releases are public to their readers before, at a time that the plan fixes, so the time of
 * a message reveals nothing about how they were drawn.
 */
export function createEvaluation(options: Evaluation): Component {
  const { everyMs, onError } = options;
  return repeatUntilStopped({
    name: 'evaluation of watches',
    work: async () => {
      await evaluateReleases(options);
      return undefined;
    },
    onError,
    everyMs,
  });
}

async function evaluateReleases({ context, watches, queue }: Evaluation): Promise<void> {
  // Read from the store, not from the shared snapshot: reading that would delay what other readers see.
  const stored = await context.releasedReader.listReleases();
  const evaluated = watches.evaluated();
  const unseenIds = stored.flatMap(({ id }) => (evaluated.has(id) ? [] : [id]));
  if (unseenIds.length === 0) return;
  const all = watches.all();
  if (all.length === 0) {
    // A watch that is added later is not compared with these releases.
    watches.recordEvaluation(unseenIds, [], context.now(), () => undefined);
    return;
  }
  if (!(await context.areReleasesSettled())) return;
  const sources = { ...(await loadAnswerContext(context)), nowMs: context.now() };
  const loaded = new Set(sources.snapshot.releases.map(({ event }) => event.releaseId));
  const newIds = unseenIds.filter((id) => loaded.has(id));
  const registry = context.registry();
  const audiences = new Map(
    watches.watchers().map(({ person, organisation, registryVersion }) => {
      const assignment = { role: 'analyst', id: organisation } as const;
      return [person, resolveCaller({ assignment, registryVersion }, registry)?.audience];
    }),
  );
  const readable = all.flatMap((watch) => {
    const audience = audiences.get(watch.person);
    return audience === undefined ? [] : [{ ...watch, audience }];
  });
  const changes = changesOfWatches(sources, new Set(newIds), readable);
  watches.recordEvaluation(newIds, changes, context.now(), (person, period) =>
    queue.add(person, 'watch.fired', period, context.now()),
  );
}
