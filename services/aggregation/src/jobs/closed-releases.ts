import type { NodeCountry } from '@waylight/contracts';
import { ClosedRelease, NodeProgress } from '@waylight/contracts/operations';
import type { ReleaseEvent } from '@waylight/contracts/release';
import type { EventLog, PartitionId } from '@waylight/event-log';
import type { ViewStore } from '@waylight/view-store';
import { frozenPeriodId } from '../release/frozen-period.ts';
import type { PublishedRelease } from '../release/release-events.ts';
import { generationNumber, partitionName } from '../steps/names.ts';
import { lastRecords } from './last-records.ts';

/** A node needs those that its open receipts may lie in; its ledger remembers the rest. */
const MOST_TOLD = 120;
const LOOK_BACK = 20;

export type NodeTopic = {
  readonly name: string;
  readonly node: NodeCountry;
  readonly partitions: number;
  readonly progressTopic: string;
};

export type ClosedReleases = {
  /** The releases that exist, with the positions of the node's partitions that they count; newest last. */
  of(topic: NodeTopic, releases: ReadonlyMap<string, PublishedRelease>): Promise<ClosedRelease[]>;
};

/**
 * Up to where each release counts a node's topic. The frozen sets know; what was said on the progress topic before is
 * kept, because a set goes with its generation.
 */
export function createClosedReleases(eventLog: EventLog, viewStore: ViewStore): ClosedReleases {
  const told = new Map<string, Map<string, ClosedRelease>>();

  const toldBefore = async ({ progressTopic }: NodeTopic): Promise<Map<string, ClosedRelease>> => {
    const records = await lastRecords(eventLog, { topic: progressTopic, partition: 0 }, LOOK_BACK);
    const last = records.map(({ value }) => value && readProgress(value)).findLast((told) => told != null);
    return new Map((last?.closed ?? []).map((release) => [release.releaseId, release]));
  };

  return {
    of: async (topic, releases) => {
      let known = told.get(topic.name);
      if (known === undefined) {
        known = await toldBefore(topic);
        told.set(topic.name, known);
      }
      const newest = [...releases.values()].slice(-MOST_TOLD);
      for (const { event } of newest)
        if (!known.has(event.releaseId))
          known.set(event.releaseId, await closedRelease(viewStore, topic, event));
      return newest.flatMap(({ event }) => known.get(event.releaseId) ?? []);
    },
  };
}

/** Undefined where somebody else put something else on the topic: what was told before it still holds. */
function readProgress(value: Uint8Array): NodeProgress | undefined {
  try {
    return NodeProgress.decode(value);
  } catch {
    return undefined;
  }
}

async function closedRelease(
  viewStore: ViewStore,
  { name, partitions }: NodeTopic,
  { releaseId, period, closedDay, fromDay, toDay, audience }: ReleaseEvent,
): Promise<ClosedRelease> {
  const periodId = frozenPeriodId(period, closedDay);
  const ids = Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition }));
  const offsets = await Promise.all(ids.map((id) => frozenOffset(viewStore, id, periodId)));
  return ClosedRelease.fromPartial({
    releaseId,
    fromDay,
    toDay,
    audience,
    positions: offsets.flatMap((offset, partition) =>
      offset === undefined ? [] : [{ partition, nextOffset: BigInt(offset) }],
    ),
  });
}

/** Where the partition was when the period was frozen, newest generation first: it may not be the one that serves. */
async function frozenOffset(
  viewStore: ViewStore,
  id: PartitionId,
  periodId: string,
): Promise<number | undefined> {
  const generations = [...(await viewStore.generations())];
  generations.sort((a, b) => generationNumber(b) - generationNumber(a));
  for (const generation of generations) {
    const frozen = await viewStore.generation(generation).readFrozen(partitionName(id), periodId);
    if (frozen !== null) return frozen.position?.offset ?? 0;
  }
  return undefined;
}
