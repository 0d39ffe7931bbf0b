import type { Registry } from '@waylight/access';
import { createChainComparison, createChainHeadPublisher, type ServiceAudit } from '@waylight/audit';
import { REGION_AUDIT_HEADS_TOPIC } from '@waylight/contracts';
import type { ReleasePlan, ReleaseSigner } from '@waylight/disclosure-control';
import type { Appender, EventLog } from '@waylight/event-log';
import type { Component, Health, Logger } from '@waylight/service-kit';
import type { ReleasedStore, ViewStore } from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';
import type { AggregationContext } from './context.ts';
import { startLiveConsumption } from './count/live-consumption.ts';
import { watchHealth } from './health.ts';
import type { AggregationMetrics } from './metrics.ts';
import { expectedOrganisationsIn } from './release/period-completeness.ts';
import { createReleaseLog } from './release/release-log.ts';
import { createReleaseTask } from './release/release-task.ts';
import { createFailingWatch } from './tasks/failing-watch.ts';
import { createLagWatch } from './tasks/lag-watch.ts';
import { createLeaderTask } from './tasks/leader-task.ts';
import { FRESHNESS_LEASE, PROGRESS_LEASE, PUBLIC_RECORD_LEASE, RELEASE_LEASE } from './tasks/leases.ts';
import { createPublicRecordProjection } from './tasks/project-public-record.ts';
import { createFreshnessPublisher } from './tasks/publish-freshness.ts';
import { createProgressPublisher } from './tasks/publish-progress.ts';
import { prepareTopics } from './topics.ts';

/** A part with whether this service must close it. */
export type PartHandle<T> = { readonly part: T; readonly close: () => Promise<void> };

export type PipelineOptions = {
  readonly config: AggregationConfig;
  readonly plan: ReleasePlan;
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  readonly now: () => number;
  readonly log: Logger;
  readonly health: Health;
  readonly metrics: AggregationMetrics;
  readonly holder: string;
  /** Asked whenever a period is drawn: the registry lives. */
  readonly registry: () => Registry;
  readonly audit: Pick<ServiceAudit, 'record' | 'store'>;
  /** Asked at every round: whether periods may close by themselves. */
  readonly areReleasesHeld: () => boolean;
  readonly openEventLog: () => Promise<PartHandle<EventLog>>;
  readonly openViewStore: () => Promise<PartHandle<ViewStore>>;
  readonly openReleasedStore: () => Promise<PartHandle<ReleasedStore>>;
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
  const use = async <T>(opening: Promise<PartHandle<T>>): Promise<T> => {
    const { part, close } = await opening;
    open.defer(close);
    return part;
  };
  const eventLog = await use(options.openEventLog());
  const viewStore = await use(options.openViewStore());
  const releasedStore = await use(options.openReleasedStore());
  const createAppender = (): Appender => open.adopt(eventLog.createAppender(), (made) => made.close());
  await prepareTopics(eventLog, config);
  signal.throwIfAborted();

  const deadLetters = createAppender();
  const live = open.adopt(
    await startLiveConsumption(
      {
        ...config,
        eventLog,
        viewStore,
        deadLetters,
        log,
        onOutcome: options.metrics.countOutcome,
      },
      signal,
    ),
    (started) => started.stop(),
  );

  const releases = createReleaseLog(eventLog);
  const releaseTask = createReleaseTask({
    job: {
      eventLog,
      appender: createAppender(),
      releases,
      releasedStore,
      viewStore,
      plan: options.plan,
      secret: options.secret,
      sign: options.sign,
      pairsOf: config.pairsOf,
      expectedOrganisations: (country) => expectedOrganisationsIn(options.registry())(country),
      catchUpMs: config.catchUpMs,
    },
    store: live.store,
    audit: options.audit,
    now,
    log,
  });
  const progress = createProgressPublisher({
    ...{ eventLog, viewStore, appender: createAppender(), releases },
    ...{ plan: options.plan, now },
  });
  const publicRecord = createPublicRecordProjection(releasedStore);
  const freshness = createFreshnessPublisher(eventLog, releasedStore);
  const lease = { holder, viewStore, leaseTtlMs: config.leaseTtlMs, log };
  const chainHeads = {
    ...{ topic: REGION_AUDIT_HEADS_TOPIC, store: options.audit.store(), foreignChains: config.auditsBeside },
    waitUntilDurable: async () => undefined,
    ...{ eventLog, appender: createAppender(), everyMs: config.auditHeadsMs, log },
    onCompared: options.metrics.setAuditIntact,
  };
  const background = [
    createChainHeadPublisher(chainHeads),
    createChainComparison(chainHeads),
    createFailingWatch({ live, metrics: options.metrics, everyMs: FAILING_EVERY_MS, log }),
    createLagWatch({ eventLog, live, metrics: options.metrics, everyMs: LAG_EVERY_MS, log }),
    // Senders wait for it: its rounds come at their time.
    createLeaderTask({
      ...lease,
      health: options.health,
      name: PROGRESS_LEASE,
      everyMs: config.progressIntervalMs,
      isSteady: true,
      work: (leaseSignal) => progress.publish(live.store(), leaseSignal),
    }),
    createLeaderTask({
      ...lease,
      health: options.health,
      name: PUBLIC_RECORD_LEASE,
      everyMs: PUBLIC_RECORD_EVERY_MS,
      work: (leaseSignal) => publicRecord.project(live.store(), leaseSignal),
    }),
    createLeaderTask({
      ...lease,
      health: options.health,
      name: FRESHNESS_LEASE,
      everyMs: FRESHNESS_EVERY_MS,
      work: (leaseSignal) => freshness.publish(leaseSignal),
    }),
    createLeaderTask({
      ...lease,
      health: options.health,
      name: RELEASE_LEASE,
      everyMs: config.releaseIntervalMs,
      work: async (leaseSignal) => {
        if (options.areReleasesHeld()) await releaseTask.republish(leaseSignal);
        else if (config.publish === 'when-asked') await releaseTask.freeze(leaseSignal);
        else await releaseTask.close(leaseSignal);
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
    releaseTask,
    rebuildConcurrency: config.concurrency,
    partitions: config.partitions,
    now,
  });
}
