import { Buffer } from 'node:buffer';
import { progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import type { Appender, EventLog } from '@waylight/event-log';
import { encodeDigest } from '@waylight/trends';
import type { RawCellStore, ViewStore } from '@waylight/view-store';
import type { ReleaseEvents } from '../release/release-events.ts';
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

/** Tells each node how far its topic is counted, whenever that changed. Saying it again is harmless. */
export function createProgressPublisher(options: ProgressOptions) {
  const { eventLog, viewStore, appender, releases } = options;
  const closed = createClosedReleases(eventLog, viewStore);
  const said = new Map<string, Uint8Array>();

  const tellNode = async (store: RawCellStore, topic: NodeTopic, signal: AbortSignal): Promise<void> => {
    const node = nodeOfTopic(topic.name);
    if (node === undefined) return;
    const ids = Array.from({ length: topic.partitions }, (_, partition) => ({
      topic: topic.name,
      partition,
    }));
    const [clusterId, topicId, releasesNow, ...states] = await Promise.all([
      eventLog.clusterId(),
      eventLog.topicId(topic.name),
      releases.refresh(signal),
      ...ids.map((id) => readPartitionState(store, id)),
    ]);
    // A position of another log says nothing about this topic: that partition stands still until a rebuild.
    const here = states.filter(
      (state) =>
        state !== undefined &&
        (state.position === null ||
          (state.position.topicId === topicId && state.position.clusterId === clusterId)),
    );
    const value = NodeProgress.encode(
      NodeProgress.fromPartial({
        node: numberOfNode(node),
        generation: store.name,
        clusterId,
        topicId,
        partitions: here.flatMap((state) => (state === undefined ? [] : [partitionProgress(state)])),
        closed: await closed.of(topic, releasesNow),
      }),
    ).finish();
    const before = said.get(topic.name);
    if (before !== undefined && Buffer.compare(before, value) === 0) return;
    await appender.append(topic.progressTopic, [{ key: Buffer.from(store.name), value }], { signal });
    said.set(topic.name, value);
  };

  return {
    publish: async (store: RawCellStore, signal: AbortSignal): Promise<void> => {
      for (const { name, partitions } of await reportsTopics(eventLog)) {
        const node = nodeOfTopic(name);
        if (node === undefined) continue;
        await tellNode(store, { name, partitions, progressTopic: progressTopic(node) }, signal);
      }
    },
  };
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
