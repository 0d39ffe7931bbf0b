import type { Registry } from '@waylight/access';
import { createHeadComparison, createHeadPublisher, type ServiceAudit } from '@waylight/audit';
import { REGION_AUDIT_HEADS_TOPIC } from '@waylight/contracts';
import type { ReleasePlan, ReleaseSigner } from '@waylight/disclosure-control';
import type { Appender, EventLog } from '@waylight/event-log';
import type { Component, Health, Logger } from '@waylight/service-kit';
import type { ReleasedStore, ViewStore } from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';
import type { AggregationContext } from './context.ts';
import { watchHealth } from './health.ts';
import { createDuty } from './jobs/duty.ts';
import { createPublicRecordProjection } from './jobs/project-public-record.ts';
import { createFreshnessPublisher } from './jobs/publish-freshness.ts';
import { createProgressPublisher } from './jobs/publish-progress.ts';
import { FRESHNESS_LEASE, PROGRESS_LEASE, PUBLIC_RECORD_LEASE, RELEASE_LEASE } from './leases.ts';
import type { AggregationMetrics } from './metrics.ts';
import { expectedIn } from './release/completeness-of.ts';
import { createReleaseDuty } from './release/release-duty.ts';
import { createReleaseEvents } from './release/release-events.ts';
import { prepareTopics } from './topics.ts';
import { createFailingWatch } from './worker/failing-watch.ts';
import { createLagWatch } from './worker/lag-watch.ts';
import { startLiveConsumption } from './worker/live-consumption.ts';

/** A part with whether this service must close it. */
export type Opened<T> = { readonly part: T; readonly close: () => Promise<void> };

export type PipelineOptions = {
  readonly config: AggregationConfig;
  readonly plan: ReleasePlan;
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  readonly now: () => number;
  readonly log: Logger;
  readonly health: Health;
  readonly counted: AggregationMetrics;
  readonly holder: string;
  /** Asked whenever a period is drawn: the registry lives. */
  readonly registry: () => Registry;
  readonly audit: Pick<ServiceAudit, 'record' | 'rows'>;
  /** Asked at every round: whether periods may close by themselves. */
  readonly releasesHeld: () => boolean;
  readonly openEventLog: () => Promise<Opened<EventLog>>;
  readonly openViewStore: () => Promise<Opened<ViewStore>>;
  readonly openReleasedStore: () => Promise<Opened<ReleasedStore>>;
  /** Told before anything listens. */
  readonly onContext: (context: AggregationContext) => void;
};

const LAG_EVERY_MS = 5_000;
const FAILING_EVERY_MS = 1_000;
/** Readers' pages show it by the second. */
const PUBLIC_RECORD_EVERY_MS = 250;
/** Nodes say by the hour that they are there. */
const FRESHNESS_EVERY_MS = 1_000;

/** Everything between the log and the stores: opened in this order, stopped in the reverse. */
export function aggregationPipeline(options: PipelineOptions): Component {
  return {
    name: 'pipeline',
    start: async (signal) => {
      await using opening = new AsyncDisposableStack();
      await startPipeline(options, opening, signal);
      const open = opening.move();
      return { stop: () => open.disposeAsync() };
    },
  };
}

async function startPipeline(
  options: PipelineOptions,
  open: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<void> {
  const { config, log, holder, now } = options;
  const use = async <T>(opening: Promise<Opened<T>>): Promise<T> => {
    const { part, close } = await opening;
    open.defer(close);
    return part;
  };
  const eventLog = await use(options.openEventLog());
  const viewStore = await use(options.openViewStore());
  const releasedStore = await use(options.openReleasedStore());
  const appender = (): Appender => open.adopt(eventLog.createAppender(), (made) => made.close());
  await prepareTopics(eventLog, config);
  signal.throwIfAborted();

  const deadLetters = appender();
  const live = open.adopt(
    await startLiveConsumption(
      {
        ...config,
        eventLog,
        viewStore,
        deadLetters,
        log,
        onOutcome: options.counted.countOutcome,
      },
      signal,
    ),
    (started) => started.stop(),
  );

  const releases = createReleaseEvents(eventLog);
  const releaseDuty = createReleaseDuty({
    job: {
      eventLog,
      appender: appender(),
      releases,
      releasedStore,
      viewStore,
      plan: options.plan,
      secret: options.secret,
      sign: options.sign,
      pairsOf: config.pairsOf,
      expected: (country) => expectedIn(options.registry())(country),
      catchUpMs: config.catchUpMs,
    },
    store: live.store,
    audit: options.audit,
    now,
    log,
  });
  const progress = createProgressPublisher({
    ...{ eventLog, viewStore, appender: appender(), releases },
    ...{ plan: options.plan, now },
  });
  const publicRecord = createPublicRecordProjection(releasedStore);
  const freshness = createFreshnessPublisher(eventLog, releasedStore);
  const lease = { holder, viewStore, leaseTtlMs: config.leaseTtlMs, log };
  const heads = {
    ...{ topic: REGION_AUDIT_HEADS_TOPIC, rows: options.audit.rows(), beside: config.auditsBeside },
    settled: async () => undefined,
    ...{ eventLog, appender: appender(), everyMs: config.auditHeadsMs, log },
    compared: options.counted.auditCompared,
  };
  const background = [
    createHeadPublisher(heads),
    createHeadComparison(heads),
    createFailingWatch({ live, metrics: options.counted, everyMs: FAILING_EVERY_MS, log }),
    createLagWatch({ eventLog, live, metrics: options.counted, everyMs: LAG_EVERY_MS, log }),
    // Senders wait for it: its rounds come at their time.
    createDuty({
      ...lease,
      health: options.health,
      name: PROGRESS_LEASE,
      everyMs: config.progressIntervalMs,
      isSteady: true,
      work: (held) => progress.publish(live.store(), held),
    }),
    createDuty({
      ...lease,
      health: options.health,
      name: PUBLIC_RECORD_LEASE,
      everyMs: PUBLIC_RECORD_EVERY_MS,
      work: (held) => publicRecord.project(live.store(), held),
    }),
    createDuty({
      ...lease,
      health: options.health,
      name: FRESHNESS_LEASE,
      everyMs: FRESHNESS_EVERY_MS,
      work: (held) => freshness.publish(held),
    }),
    createDuty({
      ...lease,
      health: options.health,
      name: RELEASE_LEASE,
      everyMs: config.releaseIntervalMs,
      work: async (held) => {
        if (options.releasesHeld()) await releaseDuty.republish(held);
        else if (config.publish === 'when-asked') await releaseDuty.freeze(held);
        else await releaseDuty.close(held);
      },
    }),
  ];
  for (const loop of background) open.adopt(await loop.start(signal), (running) => running.stop());
  open.defer(watchHealth(options.health, { live, viewStore, releasedStore }));

  options.onContext({
    ...lease,
    eventLog,
    viewStore,
    releasedStore,
    deadLetters,
    live,
    releases,
    releaseDuty,
    rebuildConcurrency: config.concurrency,
    partitions: config.partitions,
    now,
  });
}
