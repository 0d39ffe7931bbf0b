import { Buffer } from 'node:buffer';
import { dayOfInstant } from '@waylight/calendar';
import { progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import type { ReleasePlan } from '@waylight/disclosure-control';
import type { Appender, EventLog, LogIdentity } from '@waylight/event-log';
import { createSparing } from '@waylight/service-kit';
import { encodeDigest } from '@waylight/trends';
import type { RawCellStore, ViewStore } from '@waylight/view-store';
import type { PublishedRelease, ReleaseEvents } from '../release/release-events.ts';
import { settledBefore } from '../release/settled-before.ts';
import { nodeOfTopic, numberOfNode } from '../steps/names.ts';
import { referenceBytes } from '../steps/summary.ts';
import { reportsTopics } from '../worker/reports-topics.ts';
import { createClosedReleases, type NodeTopic } from './closed-releases.ts';
import { isOf } from './is-of.ts';
import { type PartitionState, readPartitionState } from './partition-states.ts';

export type ProgressOptions = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly appender: Appender;
  readonly releases: ReleaseEvents;
  readonly plan: ReleasePlan;
  readonly now: () => number;
  /** How often it is asked what else there is on the log; a second if not given. */
  readonly lookAroundMs?: number;
};

/** What this process has said last of a topic, and where that lies on the log. */
type Said = { readonly value: Uint8Array; readonly offset: number };

type News = { readonly topic: NodeTopic; readonly value: Uint8Array };

/**
 * How often it is asked which topics and releases there are, and whether somebody else has spoken since. Senders wait for
 * every round, and each question is a way to the broker and back.
 */
const LOOK_AROUND_MS = 1_000;
/** It changes when a year closes. */
const SETTLED_EVERY_MS = 600_000;

/**
 * Tells each node how far its topic is counted, whenever that changed. Saying it again is harmless. A process that was
 * stopped may wake and say what was true before: whoever holds the duty by then finds its own word not the last one, and
 * says it again. A node believes the last word, and would wait for the next change otherwise.
 */
export function createProgressPublisher(options: ProgressOptions) {
  const { eventLog, viewStore, appender } = options;
  const lookAroundMs = options.lookAroundMs ?? LOOK_AROUND_MS;
  const closed = createClosedReleases(eventLog, viewStore);
  const said = new Map<string, Said>();
  const isDue = createSparing(lookAroundMs);
  const isSettledDue = createSparing(Math.min(SETTLED_EVERY_MS, 600 * lookAroundMs));
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
        partitions: states.filter(({ position }) => isOf(log, position)).map(partitionProgress),
        ...(await closed.of(topic, log, releases)),
        settledBeforeDay,
      }),
    ).finish();
  };

  /** Undefined where the node has been told already, and by nobody anything else since. */
  const newsFor = async (
    store: RawCellStore,
    topic: NodeTopic,
    isLookingAround: boolean,
  ): Promise<News | undefined> => {
    const value = await progressOf(store, topic);
    const before = said.get(topic.name);
    if (before === undefined || Buffer.compare(before.value, value) !== 0) return { topic, value };
    if (!isLookingAround) return undefined;
    const [extent] = await eventLog.offsets(topic.progressTopic);
    return extent?.end === before.offset + 1 ? undefined : { topic, value };
  };

  const tell = async (store: RawCellStore, news: readonly News[], signal: AbortSignal): Promise<void> => {
    const sends = news.map(({ topic, value }) => ({
      topic: topic.progressTopic,
      records: [{ key: Buffer.from(store.name), value }],
    }));
    const answers = await appender.appendAll(sends, { signal });
    for (const [i, { topic, value }] of news.entries()) {
      const at = answers[i]?.[0];
      if (at !== undefined) said.set(topic.name, { value, offset: at.offset });
    }
  };

  const settledDay = async (): Promise<number> => {
    const frozen = new Set((await viewStore.keptPeriods()).map(({ periodId }) => periodId));
    return settledBefore(options.plan, dayOfInstant(options.now()), new Set(releases.keys()), frozen);
  };

  return {
    publish: async (store: RawCellStore, signal: AbortSignal): Promise<void> => {
      const isLookingAround = isDue('') || topics.length === 0;
      if (isLookingAround) {
        releases = await options.releases.refresh(signal);
        topics = (await reportsTopics(eventLog)).flatMap(nodeTopic);
        if (isSettledDue(String(releases.size))) settledBeforeDay = await settledDay();
      }
      const news = await Promise.all(topics.map((topic) => newsFor(store, topic, isLookingAround)));
      const untold = news.flatMap((one) => one ?? []);
      if (untold.length === 0) return;
      // Receipts say what is counted for good: what a failover may take back is told when replicas hold it.
      if (await viewStore.isHeld()) await tell(store, untold, signal);
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
  if (first !== undefined && others.every((other) => isOf(first, other))) return first;
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
