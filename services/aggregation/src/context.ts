import type { Appender, EventLog } from '@waylight/event-log';
import type { Logger } from '@waylight/service-kit';
import type { ReleasedStore, ViewStore } from '@waylight/view-store';
import type { ReleaseDuty } from './release/release-duty.ts';
import type { ReleaseEvents } from './release/release-events.ts';
import type { LiveConsumption } from './worker/live-consumption.ts';

/** What the parts of a running aggregation share. */
export type AggregationContext = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
  readonly deadLetters: Appender;
  readonly live: LiveConsumption;
  readonly releases: ReleaseEvents;
  readonly releaseDuty: ReleaseDuty;
  /** Names this process among those that share the store. */
  readonly holder: string;
  readonly leaseTtlMs: number;
  readonly rebuildConcurrency: number;
  readonly partitions: number;
  readonly now: () => number;
  readonly log: Logger;
};
