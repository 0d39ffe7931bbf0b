import type { LiveRegistry } from '@waylight/access';
import type { ServiceAudit } from '@waylight/audit';
import type { ReleasePlan, ReleaseSigner } from '@waylight/disclosure-control';
import type { Appender, EventLog } from '@waylight/event-log';
import type { LiveTls, Logger } from '@waylight/service-kit';
import type { ReleasedStore, ViewStore } from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';
import type { LiveConsumption } from './count/live-consumption.ts';
import type { AggregationMetrics } from './metrics.ts';
import type { ReleaseLog } from './release/release-log.ts';
import type { ReleaseTask } from './release/release-task.ts';

/** Sizes and intervals that no operator needs to change. */
export type AggregationTuning = {
  /** Partitions that are counted at once, so that one is decoded while another waits for the store. */
  readonly concurrency: number;
  /** Cells cached in memory over all partitions, about 100 bytes each. */
  readonly maxCachedCells: number;
  /** Interval between two progress records for a node, if its progress changed. */
  readonly progressIntervalMs: number;
  /** Interval of checks for another live generation. */
  readonly generationWatchMs: number;
  /** Interval of checks for topics of a new country. */
  readonly topicWatchMs: number;
  /** Time after which another worker takes over the leader tasks of a killed one. */
  readonly leaseTtlMs: number;
  /** Interval of checks for due periods. */
  readonly releaseIntervalMs: number;
  /** Maximum time that a closing waits until the log is counted to its end. */
  readonly catchUpMs: number;
  /** Publishes each period as soon as it is decided; for the trial and tests. See `nextPublication`. */
  readonly publishesAtOnce: boolean;
  /** Interval between two publications of the audit's chain head, if it changed. */
  readonly chainHeadsMs: number;
};

export const DEFAULT_TUNING: AggregationTuning = {
  concurrency: 4,
  maxCachedCells: 1_000_000,
  progressIntervalMs: 100,
  generationWatchMs: 1_000,
  topicWatchMs: 30_000,
  leaseTtlMs: 15_000,
  releaseIntervalMs: 60_000,
  catchUpMs: 30_000,
  publishesAtOnce: false,
  chainHeadsMs: 600_000,
};

/** Replacements for tests, and for several services in one process. */
export type AggregationOverrides = Partial<AggregationTuning> & {
  /** Also expose memory, handles and CPU of the process; for a process that runs this service alone. */
  readonly processMetrics?: boolean;
  /** A log and stores that the caller opened stay open at a stop. */
  readonly eventLog?: EventLog;
  readonly viewStore?: ViewStore;
  readonly releasedStore?: ReleasedStore;
  /** Time of day in epoch milliseconds. */
  readonly now?: () => number;
  readonly log?: Logger;
};

/** Everything that is read before the start. None of it needs to be closed. */
export type AggregationInputs = {
  readonly config: AggregationConfig;
  readonly tuning: AggregationTuning;
  readonly overrides: AggregationOverrides;
  readonly plan: ReleasePlan;
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  readonly tls: LiveTls;
  readonly registry: LiveRegistry;
  readonly audit: ServiceAudit;
  readonly metrics: AggregationMetrics;
  readonly now: () => number;
  readonly log: Logger;
};

/** Values that all handlers of a running aggregation use. */
export type AggregationContext = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
  readonly deadLetters: Appender;
  readonly live: LiveConsumption;
  readonly releases: ReleaseLog;
  readonly releaseTask: ReleaseTask;
  /** Name of this process among the processes that share the store. */
  readonly holder: string;
  readonly leaseTtlMs: number;
  readonly rebuildConcurrency: number;
  readonly partitions: number;
  readonly now: () => number;
  readonly log: Logger;
};
