import { Buffer } from 'node:buffer';
import { dayOfInstant } from '@waylight/calendar';
import { activityTopic, progressTopic } from '@waylight/contracts';
import { NodeProgress, type OutdatedRecord } from '@waylight/contracts/operations';
import type { ReleasePlan } from '@waylight/disclosure-control';
import type { Appender, EventLog, LogIdentity, PartitionId } from '@waylight/event-log';
import { createThrottle } from '@waylight/service-kit';
import { encodeDigest } from '@waylight/trends';
import { isSamePosition, type RawCellStore, type StoredPosition, type ViewStore } from '@waylight/view-store';
import { listCountedTopics, type Topic } from '../count/counted-topics.ts';
import { isSameLog } from '../count/log-positions.ts';
import { nodeOfTopic, numberOfNode, partitionName } from '../count/partition-names.ts';
import { decodeSummary, type PartitionSummary, referenceBytes } from '../count/partition-summary.ts';
import type { ReleaseLog, SignedRelease } from '../release/release-log.ts';
import { settledBefore } from '../release/settled-before.ts';
import {
  createReleaseProgressReader,
  type NodeTopic,
  type ReleaseProgressReader,
} from './release-progress.ts';

export type ProgressOptions = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly appender: Appender;
  readonly releases: ReleaseLog;
  readonly plan: ReleasePlan;
  readonly now: () => number;
  /** Interval of reading topics and releases from the log; one second by default. */
  readonly refreshMs?: number;
};

/** Last progress of a topic that this process published, and its offset on the topic. */
type PublishedProgress = { readonly value: Uint8Array; readonly offset: number };

type ProgressTopic = NodeTopic & {
  /** The node's activity topic; undefined while it has none. */
  readonly activity: Topic | undefined;
};

type ProgressUpdate = { readonly topic: ProgressTopic; readonly value: Uint8Array };

/**
 * Interval of reading topics, releases and the progress of other processes. Senders wait for every round, and
 * each of these reads is a round trip to the broker.
 */
const REFRESH_MS = 1_000;
/** Maximum number of outdated records of a topic in a message, whose size is limited. The node repairs these first. */
const MAX_NAMED = 1_000;
/** Interval of computing the settled day, which changes when a year closes. */
const SETTLED_EVERY_MS = 600_000;

/**
 * Publishes to each node how far its topic is counted, whenever that changed. Repeating a publication does no
 * harm. A process that was suspended may wake up and publish old progress, which nodes would trust until the
 * next change. So the current leader publishes again if its progress is not the last record on the topic.
 */
export function createProgressPublisher(options: ProgressOptions) {
  const { eventLog, viewStore, appender } = options;
  const refreshMs = options.refreshMs ?? REFRESH_MS;
  const releaseProgress = createReleaseProgressReader(eventLog, viewStore);
  const published = new Map<string, PublishedProgress>();
  const isDue = createThrottle(refreshMs);
  const isSettledDue = createThrottle(Math.min(SETTLED_EVERY_MS, 600 * refreshMs));
  let settledBeforeDay = 0;
  let topics: readonly ProgressTopic[] = [];
  let releases: ReadonlyMap<string, SignedRelease> = new Map();

  /** Undefined if the node already has this progress, and no other process has published since then. */
  const updateFor = async (
    store: RawCellStore,
    topic: ProgressTopic,
    isRefreshing: boolean,
  ): Promise<ProgressUpdate | undefined> => {
    const value = await encodeProgress(
      { store, eventLog, releaseProgress, releases, settledBeforeDay },
      topic,
    );
    const before = published.get(topic.name);
    if (before === undefined || Buffer.compare(before.value, value) !== 0) return { topic, value };
    if (!isRefreshing) return undefined;
    const [extent] = await eventLog.offsets(topic.progressTopic);
    return extent?.end === before.offset + 1 ? undefined : { topic, value };
  };

  const publishUpdates = async (
    store: RawCellStore,
    updates: readonly ProgressUpdate[],
    signal: AbortSignal,
  ): Promise<void> => {
    const sends = updates.map(({ topic, value }) => ({
      topic: topic.progressTopic,
      records: [{ key: Buffer.from(store.name), value }],
    }));
    const appended = await appender.appendAll(sends, { signal });
    for (const [i, { topic, value }] of updates.entries()) {
      const position = appended[i]?.[0];
      if (position !== undefined) published.set(topic.name, { value, offset: position.offset });
    }
  };

  const settledDay = async (): Promise<number> => {
    const frozen = new Set((await viewStore.selectedFreezes()).map(({ periodId }) => periodId));
    return settledBefore(options.plan, dayOfInstant(options.now()), new Set(releases.keys()), frozen);
  };

  return {
    publish: async (store: RawCellStore, signal: AbortSignal): Promise<void> => {
      const isRefreshing = isDue('') || topics.length === 0;
      if (isRefreshing) {
        releases = await options.releases.refresh(signal);
        topics = nodeTopics(await listCountedTopics(eventLog));
        if (isSettledDue(String(releases.size))) settledBeforeDay = await settledDay();
      }
      const updates = await Promise.all(topics.map((topic) => updateFor(store, topic, isRefreshing)));
      const changed = updates.flatMap((one) => one ?? []);
      if (changed.length === 0) return;
      // A receipt is final, but a failover may lose a count. So progress is published only once replicas have
      // the count.
      if (await viewStore.isReplicated()) await publishUpdates(store, changed, signal);
    },
  };
}

type ProgressSources = {
  readonly store: RawCellStore;
  readonly eventLog: EventLog;
  readonly releaseProgress: ReleaseProgressReader;
  readonly releases: ReadonlyMap<string, SignedRelease>;
  readonly settledBeforeDay: number;
};

async function encodeProgress(
  { store, eventLog, releaseProgress, releases, settledBeforeDay }: ProgressSources,
  topic: ProgressTopic,
): Promise<Uint8Array> {
  const read = await Promise.all(partitionsOf(topic).map((id) => readPartitionState(store, id)));
  const states = read.flatMap((state) => state ?? []);
  const log = await identityOf(eventLog, topic.name, states);
  const onLog = states.filter(({ position }) => isSameLog(log, position));
  return NodeProgress.encode(
    NodeProgress.fromPartial({
      node: numberOfNode(topic.node),
      generation: store.name,
      clusterId: log.clusterId,
      topicId: log.topicId,
      partitions: onLog.map(partitionProgress),
      outdatedReports: outdatedRecords(onLog),
      ...(await outdatedActivity(store, eventLog, topic)),
      ...(await releaseProgress.read(topic, log, releases)),
      settledBeforeDay,
    }),
  ).finish();
}

function nodeTopics(topics: readonly Topic[]): ProgressTopic[] {
  return topics.flatMap(({ name, partitions }) => {
    const node = nodeOfTopic(name);
    if (node === undefined) return [];
    const activity = topics.find((one) => one.name === activityTopic(node));
    return { name, node, partitions, progressTopic: progressTopic(node), activity };
  });
}

/**
 * Outdated records of the node's activity. The positions are read only if there are any, because this runs
 * several times a second. They contain the topic's id, because the topic may be recreated.
 */
async function outdatedActivity(
  store: RawCellStore,
  eventLog: EventLog,
  { activity }: ProgressTopic,
): Promise<Pick<NodeProgress, 'outdatedActivity' | 'activityTopicId'>> {
  const none = { outdatedActivity: [], activityTopicId: '' };
  if (activity === undefined) return none;
  const summaries = await Promise.all(
    partitionsOf(activity).map(async (id) => ({ id, summary: await readSummary(store, id) })),
  );
  const outdated = summaries.filter(({ summary }) => summary.outdated.size > 0);
  if (outdated.length === 0) return none;
  const states = await Promise.all(
    outdated.map(async (one) => ({ ...one, position: await store.position(partitionName(one.id)) })),
  );
  const log = await identityOf(eventLog, activity.name, states);
  const onLog = states.filter(({ position }) => isSameLog(log, position));
  return { outdatedActivity: outdatedRecords(onLog), activityTopicId: log.topicId };
}

type PartitionState = {
  readonly id: PartitionId;
  readonly position: StoredPosition | null;
  readonly summary: PartitionSummary;
};

function partitionsOf({ name, partitions }: Topic): PartitionId[] {
  return Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition }));
}

async function readSummary(store: RawCellStore, id: PartitionId): Promise<PartitionSummary> {
  return decodeSummary(await store.summary(partitionName(id)));
}

/**
 * Position of a partition in the store, and the summary at exactly that position. Undefined if commits were
 * too fast to read both together; then the next round reads them.
 */
async function readPartitionState(store: RawCellStore, id: PartitionId): Promise<PartitionState | undefined> {
  const name = partitionName(id);
  for (let attempt = 0; attempt < 3; attempt++) {
    const [before, summary, after] = await Promise.all([
      store.position(name),
      readSummary(store, id),
      store.position(name),
    ]);
    if (isSamePosition(before, after)) return { id, position: after, summary };
  }
  return undefined;
}

/**
 * The log to which the positions belong. They may belong to different logs if the topic was recreated; then
 * it is the current log. Partitions of the previous log are stopped until a rebuild, and their positions are
 * omitted.
 */
async function identityOf(
  eventLog: EventLog,
  topic: string,
  states: readonly PartitionState[],
): Promise<LogIdentity> {
  const [first, ...others] = states.flatMap(({ position }) => position ?? []);
  if (first !== undefined && others.every((other) => isSameLog(first, other))) return first;
  return { clusterId: await eventLog.clusterId(), topicId: await eventLog.topicId(topic) };
}

function partitionProgress({ id, position, summary }: PartitionState) {
  return {
    partition: id.partition,
    nextOffset: BigInt(position?.offset ?? 0),
    currentReports: summary.current,
    currentDigest: Buffer.from(encodeDigest(summary.digest)),
    refusedReferences: summary.refused.map((reference) => Buffer.from(referenceBytes(reference))),
  };
}

function outdatedRecords(states: readonly PartitionState[]): OutdatedRecord[] {
  return states
    .flatMap(({ id: { partition }, summary }) =>
      [...summary.outdated].map(([reference, offset]) => ({
        reference: Buffer.from(referenceBytes(reference)),
        partition,
        offset: BigInt(offset),
      })),
    )
    .slice(0, MAX_NAMED);
}
