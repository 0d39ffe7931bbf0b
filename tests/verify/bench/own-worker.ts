import { startSeparateRegion } from '@waylight/tests-region';
import { createRedisViewStore } from '@waylight/view-store';
import { type Cells, cellsOf } from './cells.ts';
import { countedIn, liveStore, measureDrain, type Stretch } from './drain.ts';

export type LaidOut = Stretch & {
  readonly kafka: string;
  readonly redis: string;
  readonly topicPrefix: string;
  readonly partitions: number;
};

/** Periods are not closed: what is measured is counting. */
export const HELD = { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' } as const;

/** One worker of the aggregation as a process of its own counts what lies on the topics into a namespace of its own. */
export async function runOwnWorker(on: LaidOut): Promise<{ perSecond: number; cells: Cells }> {
  const region = await startSeparateRegion({
    ...on,
    countries: [],
    workers: 1,
    withInsights: false,
    env: { aggregation: HELD },
    unstarted: true,
  });
  const views = await createRedisViewStore({ url: on.redis, namespace: region.namespace });
  try {
    const starting = region.start();
    const store = await liveStore(views);
    const perSecond = await measureDrain(countedIn(store, on.partitions), on);
    await starting;
    return { perSecond, cells: await cellsOf(store) };
  } finally {
    await views.close();
    await region.stop();
  }
}
