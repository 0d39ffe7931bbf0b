import { Buffer } from 'node:buffer';
import { dayOfInstant } from '@waylight/calendar';
import { progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import type { ReleasePlan } from '@waylight/disclosure-control';
import type { Appender, EventLog, LogIdentity } from '@waylight/event-log';
import { createThrottle } from '@waylight/service-kit';
import { encodeDigest } from '@waylight/trends';
import type { RawCellStore, ViewStore } from '@waylight/view-store';
import { listReportsTopics } from '../count/counted-topics.ts';
import { nodeOfTopic, numberOfNode } from '../count/partition-names.ts';
import { referenceBytes } from '../count/partition-summary.ts';
import type { PublishedRelease, ReleaseLog } from '../release/release-log.ts';
import { settledBefore } from '../release/settled-before.ts';
import { isSameLog } from './is-same-log.ts';
import { type PartitionState, readPartitionState } from './partition-state.ts';
import { createReleaseProgressReader, type NodeTopic } from './release-progress.ts';

export type ProgressOptions = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly appender: Appender;
  readonly releases: ReleaseLog;
  readonly plan: ReleasePlan;
  readonly now: () => number;
  /** How often it is asked what else there is on the log; a second if not given. */
  readonly refreshMs?: number;
};

/** What this process has said last of a topic, and where that lies on the log. */
type PublishedProgress = { readonly value: Uint8Array; readonly offset: number };

type ProgressUpdate = { readonly topic: NodeTopic; readonly value: Uint8Array };

/**
 * How often it is asked which topics and releases there are, and whether somebody else has spoken since. Senders wait for
 * every round, and each question is a way to the broker and back.
 */
const REFRESH_MS = 1_000;
/** It changes when a year closes. */
const SETTLED_EVERY_MS = 600_000;

/**
 * Tells each node how far its topic is counted, whenever that changed. Saying it again is harmless. A process that was
 * stopped may wake and say what was true before: whoever holds the duty by then finds its own word not the last one, and
 * says it again. A node believes the last word, and would wait for the next change otherwise.
 */
export function createProgressPublisher(options: ProgressOptions) {
  const { eventLog, viewStore, appender } = options;
  const refreshMs = options.refreshMs ?? REFRESH_MS;
  const releaseProgress = createReleaseProgressReader(eventLog, viewStore);
  const published = new Map<string, PublishedProgress>();
  const isDue = createThrottle(refreshMs);
  const isSettledDue = createThrottle(Math.min(SETTLED_EVERY_MS, 600 * refreshMs));
  let settledBeforeDay = 0;
  let topics: readonly NodeTopic[] = [];
  let releases: ReadonlyMap<string, PublishedRelease> = new Map();

  const progressOf = async (store: RawCellStore, topic: NodeTopic): Promise<Uint8Array> => {
    const ids = Array.from({ length: topic.partitions }, (_, partition) => ({
      topic: topic.name,
      partition,
    }));
    const read = await Promise.all(ids.map((id) => readPartitionState(store, id)));
    const states = read.flatMap((state) => state ?? []);
    const log = await identityOf(eventLog, topic.name, states);
    return NodeProgress.encode(
      NodeProgress.fromPartial({
        node: numberOfNode(topic.node),
        generation: store.name,
        clusterId: log.clusterId,
        topicId: log.topicId,
        partitions: states.filter(({ position }) => isSameLog(log, position)).map(partitionProgress),
        ...(await releaseProgress.read(topic, log, releases)),
        settledBeforeDay,
      }),
    ).finish();
  };

  /** Undefined where the node has been told already, and by nobody anything else since. */
  const updateFor = async (
    store: RawCellStore,
    topic: NodeTopic,
    isRefreshing: boolean,
  ): Promise<ProgressUpdate | undefined> => {
    const value = await progressOf(store, topic);
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
    const answers = await appender.appendAll(sends, { signal });
    for (const [i, { topic, value }] of updates.entries()) {
      const at = answers[i]?.[0];
      if (at !== undefined) published.set(topic.name, { value, offset: at.offset });
    }
  };

  const settledDay = async (): Promise<number> => {
    const frozen = new Set((await viewStore.keptPeriods()).map(({ periodId }) => periodId));
    return settledBefore(options.plan, dayOfInstant(options.now()), new Set(releases.keys()), frozen);
  };

  return {
    publish: async (store: RawCellStore, signal: AbortSignal): Promise<void> => {
      const isRefreshing = isDue('') || topics.length === 0;
      if (isRefreshing) {
        releases = await options.releases.refresh(signal);
        topics = (await listReportsTopics(eventLog)).flatMap(nodeTopic);
        if (isSettledDue(String(releases.size))) settledBeforeDay = await settledDay();
      }
      const updates = await Promise.all(topics.map((topic) => updateFor(store, topic, isRefreshing)));
      const changed = updates.flatMap((one) => one ?? []);
      if (changed.length === 0) return;
      // Receipts say what is counted for good: what a failover may take back is told when replicas hold it.
      if (await viewStore.isReplicated()) await publishUpdates(store, changed, signal);
    },
  };
}

function nodeTopic({ name, partitions }: { name: string; partitions: number }): NodeTopic[] {
  const node = nodeOfTopic(name);
  return node === undefined ? [] : [{ name, node, partitions, progressTopic: progressTopic(node) }];
}

/**
 * The log that the positions belong to. Where they disagree, because the topic was made again, it is the one that is
 * there now: partitions of another one say nothing about it and stand still until a rebuild.
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
