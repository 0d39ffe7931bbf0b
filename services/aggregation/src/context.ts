import type { Appender, EventLog } from '@waylight/event-log';
import type { Logger } from '@waylight/service-kit';
import type { ReleasedStore, ViewStore } from '@waylight/view-store';
import type { LiveConsumption } from './count/live-consumption.ts';
import type { ReleaseLog } from './release/release-log.ts';
import type { ReleaseTask } from './release/release-task.ts';

/** What the parts of a running aggregation share. */
export type AggregationContext = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
  readonly deadLetters: Appender;
  readonly live: LiveConsumption;
  readonly releases: ReleaseLog;
  readonly releaseTask: ReleaseTask;
  /** Names this process among those that share the store. */
  readonly holder: string;
  readonly leaseTtlMs: number;
  readonly rebuildConcurrency: number;
  readonly partitions: number;
  readonly now: () => number;
  readonly log: Logger;
};
