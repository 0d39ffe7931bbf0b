import { randomUUID } from 'node:crypto';
import { createChainComparison, createChainHeadPublisher } from '@waylight/audit';
import { REGION_AUDIT_HEADS_TOPIC } from '@waylight/contracts';
import { type Appender, openEventLog } from '@waylight/event-log';
import type { Component, Health, Running } from '@waylight/service-kit';
import { createAggregationBackups, requireReleases } from './backups.ts';
import type { AggregationContext, AggregationInputs } from './context.ts';
import { startLiveConsumption } from './count/live-consumption.ts';
import { watchHealth } from './health.ts';
import { openReleasedStore, openViewStore } from './open-stores.ts';
import { expectedOrganisationsIn } from './release/period-completeness.ts';
import { wakeAtPublication } from './release/publication-time.ts';
import { createReleaseLog } from './release/release-log.ts';
import { createReleaseTask } from './release/release-task.ts';
import {
  createLeaderTask,
  FRESHNESS_LEASE,
  PROGRESS_LEASE,
  PUBLIC_RECORD_LEASE,
  RELEASE_LEASE,
} from './tasks/leader-task.ts';
import { createPartitionWatch } from './tasks/partition-watch.ts';
import { createPublicRecordProjection } from './tasks/project-public-record.ts';
import { createFreshnessPublisher } from './tasks/publish-freshness.ts';
import { createProgressPublisher } from './tasks/publish-progress.ts';
import { createStateWatches } from './tasks/state-watches.ts';
import { createUncountedWatch } from './tasks/uncounted-watch.ts';
import { prepareTopics } from './topics.ts';

export type Pipeline = Running & { readonly context: AggregationContext };

export type PipelineControls = {
  readonly health: Health;
  /** Read before every round of the release task. No period closes automatically while it is true. */
  readonly areReleasesHeld: () => boolean;
};

const UNCOUNTED_EVERY_MS = 30_000;
const PARTITIONS_EVERY_MS = 1_000;
/** Interval of the public record. Pages of readers refresh every second. */
const PUBLIC_RECORD_EVERY_MS = 250;
/** Interval of freshness. Nodes send a heartbeat every hour. */
const FRESHNESS_EVERY_MS = 1_000;

/** Log, stores, counting and leader tasks. They are opened in this order and closed in reverse. */
export function createPipeline(inputs: AggregationInputs, controls: PipelineControls): Component<Pipeline> {
  return {
    name: 'pipeline',
    start: async (signal) => {
      await using opening = new AsyncDisposableStack();
      const context = await startPipeline(inputs, controls, opening, signal);
      const opened = opening.move();
      return { context, stop: () => opened.disposeAsync() };
    },
  };
}

async function startPipeline(
  inputs: AggregationInputs,
  controls: PipelineControls,
  opening: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<AggregationContext> {
  const { config, tuning, overrides, metrics, now, log } = inputs;
  const adopt = <T extends { close(): Promise<void> }>(part: T): T => opening.adopt(part, () => part.close());
  const eventLog =
    overrides.eventLog ??
    adopt(
      await openEventLog(config, {
        service: 'AGGREGATION',
        clientId: 'waylight-aggregation',
        log,
        onCertificate: (certificate) => metrics.setExpiry('kafka', certificate),
      }),
    );
  const viewStore = overrides.viewStore ?? adopt(await openViewStore(config, log));
  const releasedStore = overrides.releasedStore ?? adopt(await openReleasedStore(config, log));
  const createAppender = () => adopt(eventLog.createAppender());
  await prepareTopics(eventLog, config);
  if (!config.holdReleases) await requireReleases(inputs, eventLog);
  signal.throwIfAborted();
  const backups = createAggregationBackups(inputs, eventLog);

  const deadLetters = createAppender();
  const { group } = config;
  const onOutcome = metrics.countOutcome;
  const live = opening.adopt(
    await startLiveConsumption(
      { ...tuning, group, eventLog, viewStore, deadLetters, log, onOutcome },
      signal,
    ),
    (running) => running.stop(),
  );

  const releases = createReleaseLog(eventLog);
  const releaseTask = createReleaseTask({
    job: {
      eventLog,
      appender: createAppender(),
      releases,
      onPublished: backups.expedite,
      releasedStore,
      viewStore,
      plan: inputs.plan,
      secret: inputs.secret,
      sign: inputs.sign,
      isTrial: config.trial,
      pairedOrganisations: config.pairedOrganisations,
      // Reads the current registry at each call, because it may change while the service runs.
      expectedOrganisations: (country) => expectedOrganisationsIn(inputs.registry.current())(country),
      catchUpMs: tuning.catchUpMs,
      publishesAtOnce: tuning.publishesAtOnce,
      now,
    },
    store: live.store,
    audit: inputs.audit,
    now,
    log,
  });
  const context: AggregationContext = {
    eventLog,
    viewStore,
    releasedStore,
    deadLetters,
    live,
    releases,
    releaseTask,
    holder: randomUUID(),
    leaseTtlMs: tuning.leaseTtlMs,
    rebuildConcurrency: tuning.concurrency,
    partitions: config.partitions,
    now,
    log,
  };
  const loops = [
    backups,
    ...createChainHeadLoops(inputs, context, createAppender()),
    createPartitionWatch({ live, metrics, everyMs: PARTITIONS_EVERY_MS, log }),
    createUncountedWatch({ eventLog, live, metrics, everyMs: UNCOUNTED_EVERY_MS, log }),
    ...createStateWatches(context, metrics),
    ...createLeaderTasks(inputs, context, controls, createAppender()),
  ];
  for (const loop of loops) opening.adopt(await loop.start(signal), (running) => running.stop());
  opening.defer(watchHealth(controls.health, { live, viewStore, releasedStore }));
  return context;
}

function createChainHeadLoops(
  { config, tuning, audit, metrics, log }: AggregationInputs,
  { eventLog }: AggregationContext,
  appender: Appender,
): readonly Component[] {
  const options = {
    topic: REGION_AUDIT_HEADS_TOPIC,
    store: audit.store(),
    foreignChains: config.foreignChains,
    waitUntilDurable: async () => undefined,
    eventLog,
    appender,
    everyMs: tuning.chainHeadsMs,
    log,
    onCompared: metrics.setAuditIntact,
  };
  return [createChainHeadPublisher(options), createChainComparison(options)];
}

function createLeaderTasks(
  { config, tuning, plan, now }: AggregationInputs,
  context: AggregationContext,
  { health, areReleasesHeld }: PipelineControls,
  appender: Appender,
): readonly Component[] {
  const { eventLog, viewStore, releasedStore, releases, releaseTask, live } = context;
  const progress = createProgressPublisher({ eventLog, viewStore, appender, releases, plan, now });
  const publicRecord = createPublicRecordProjection(releasedStore);
  const freshness = createFreshnessPublisher(eventLog, releasedStore);
  return [
    createLeaderTask({
      ...context,
      health,
      name: PROGRESS_LEASE,
      everyMs: tuning.progressIntervalMs,
      // Senders wait for progress, so its rounds begin at fixed intervals.
      isFixedRate: true,
      work: (signal) => progress.publish(live.store(), signal),
    }),
    createLeaderTask({
      ...context,
      health,
      name: PUBLIC_RECORD_LEASE,
      everyMs: PUBLIC_RECORD_EVERY_MS,
      work: (signal) => publicRecord.project(live.store(), signal),
    }),
    createLeaderTask({
      ...context,
      health,
      name: FRESHNESS_LEASE,
      everyMs: FRESHNESS_EVERY_MS,
      work: (signal) => freshness.publish(signal),
    }),
    createLeaderTask({
      ...context,
      health,
      name: RELEASE_LEASE,
      everyMs: tuning.releaseIntervalMs,
      wake: wakeAtPublication(now),
      work: async (signal) => {
        if (areReleasesHeld()) await releaseTask.republish(signal);
        else if (config.publish === 'manual') await releaseTask.prepare(signal);
        else await releaseTask.close(signal);
      },
    }),
  ];
}
