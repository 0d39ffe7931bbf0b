import { Buffer } from 'node:buffer';
import { progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import type { Appender, EventLog, LogIdentity } from '@waylight/event-log';
import { encodeDigest } from '@waylight/trends';
import type { RawCellStore, ViewStore } from '@waylight/view-store';
import type { PublishedRelease, ReleaseEvents } from '../release/release-events.ts';
import { nodeOfTopic, numberOfNode } from '../steps/names.ts';
import { referenceBytes } from '../steps/summary.ts';
import { reportsTopics } from '../worker/reports-topics.ts';
import { createClosedReleases, type NodeTopic } from './closed-releases.ts';
import { type PartitionState, readPartitionState } from './partition-states.ts';

export type ProgressOptions = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly appender: Appender;
  readonly releases: ReleaseEvents;
};

/** What this process has said last of a topic, and where that lies on the log. */
type Said = { readonly value: Uint8Array; readonly offset: number };

/**
 * Tells each node how far its topic is counted, whenever that changed. Saying it again is harmless. A process that was
 * stopped may wake and say what was true before: whoever holds the duty by then finds its own word not the last one, and
 * says it again. A node believes the last word, and would wait for the next change otherwise.
 */
export function createProgressPublisher(options: ProgressOptions) {
  const { eventLog, viewStore, appender, releases } = options;
  const closed = createClosedReleases(eventLog, viewStore);
  const said = new Map<string, Said>();

  const tellNode = async (
    store: RawCellStore,
    topic: NodeTopic,
    releasesNow: ReadonlyMap<string, PublishedRelease>,
    signal: AbortSignal,
  ): Promise<'told' | 'not held'> => {
    const ids = Array.from({ length: topic.partitions }, (_, partition) => ({
      topic: topic.name,
      partition,
    }));
    const read = await Promise.all(ids.map((id) => readPartitionState(store, id)));
    const states = read.flatMap((state) => state ?? []);
    const log = await identityOf(eventLog, topic.name, states);
    const value = NodeProgress.encode(
      NodeProgress.fromPartial({
        node: numberOfNode(topic.node),
        generation: store.name,
        clusterId: log.clusterId,
        topicId: log.topicId,
        partitions: states.filter(({ position }) => isOf(log, position)).map(partitionProgress),
        closed: await closed.of(topic, releasesNow),
      }),
    ).finish();
    const before = said.get(topic.name);
    if (before !== undefined && Buffer.compare(before.value, value) === 0) {
      const [extent] = await eventLog.offsets(topic.progressTopic);
      if (extent?.end === before.offset + 1) return 'told';
    }
    // Receipts say what is counted for good: what a failover may take back is told when replicas hold it.
    if (!(await viewStore.isHeld())) return 'not held';
    const record = { key: Buffer.from(store.name), value };
    const [at] = await appender.append(topic.progressTopic, [record], { signal });
    if (at !== undefined) said.set(topic.name, { value, offset: at.offset });
    return 'told';
  };

  return {
    publish: async (store: RawCellStore, signal: AbortSignal): Promise<void> => {
      const releasesNow = await releases.refresh(signal);
      for (const { name, partitions } of await reportsTopics(eventLog)) {
        const node = nodeOfTopic(name);
        if (node === undefined) continue;
        const topic = { name, node, partitions, progressTopic: progressTopic(node) };
        // Waiting for replicas once more for every other node would only take as long again.
        if ((await tellNode(store, topic, releasesNow, signal)) === 'not held') return;
      }
    },
  };
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

function isOf(log: LogIdentity, position: LogIdentity | null): boolean {
  return position === null || (position.clusterId === log.clusterId && position.topicId === log.topicId);
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
