import type { NodeCountry } from '@waylight/contracts';
import { ClosedPeriod, NodeProgress } from '@waylight/contracts/operations';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { periodKindOf } from '@waylight/disclosure-control';
import type { EventLog, LogIdentity } from '@waylight/event-log';
import type { ViewStore } from '@waylight/view-store';
import { partitionName } from '../count/partition-names.ts';
import { frozenPeriodId } from '../release/frozen-period.ts';
import type { PublishedRelease } from '../release/release-log.ts';
import { isSameLog } from './is-same-log.ts';
import { offsetsByRelease } from './offsets-by-release.ts';
import { readLastRecords } from './read-last-records.ts';

/** Fourteen years of weeks, months, quarters and years. Before them a node remembers what it was told. */
const MOST_PERIODS = 1_000;
const LOOK_BACK = 20;

export type NodeTopic = {
  readonly name: string;
  readonly node: NodeCountry;
  readonly partitions: number;
  readonly progressTopic: string;
};

/** What a node is told of the releases that exist. */
export type ReleaseProgress = Pick<NodeProgress, 'closedPeriods' | 'tableIds'>;

export type ReleaseProgressReader = {
  /** `log` is what the topic's positions belong to: those of a topic that was made again say nothing about it. */
  read(
    topic: NodeTopic,
    log: LogIdentity,
    releases: ReadonlyMap<string, PublishedRelease>,
  ): Promise<ReleaseProgress>;
};

/** What one topic's node is told, and of how many releases it was made. */
type TopicReleases = {
  /** Up to where each release counts the topic, by the release's id. */
  readonly offsets: Map<string, readonly bigint[]>;
  releaseCount: number;
  progress: ReleaseProgress;
};

/**
 * Up to where each release counts a node's topic. The frozen sets know; what was said on the progress topic before is
 * kept, because a set goes once no longer period will ask for it.
 */
export function createReleaseProgressReader(
  eventLog: EventLog,
  viewStore: Pick<ViewStore, 'readKept'>,
): ReleaseProgressReader {
  const byTopic = new Map<string, TopicReleases>();

  const readLastProgress = async ({ progressTopic }: NodeTopic, log: LogIdentity): Promise<TopicReleases> => {
    const records = await readLastRecords(eventLog, { topic: progressTopic, partition: 0 }, LOOK_BACK);
    const last = records
      .flatMap(({ value }) => (value && decodeProgress(value)) ?? [])
      .findLast((topicReleases) => isSameLog(log, topicReleases));
    return {
      offsets: offsetsByRelease(last),
      releaseCount: 0,
      progress: { closedPeriods: [], tableIds: [] },
    };
  };

  return {
    read: async (topic, log, releases) => {
      const key = `${topic.name} ${log.clusterId} ${log.topicId}`;
      const topicReleases = byTopic.get(key) ?? (await readLastProgress(topic, log));
      byTopic.set(key, topicReleases);
      // Asked several times a second, and releases only ever come to be.
      if (topicReleases.releaseCount === releases.size) return topicReleases.progress;
      const frozen = new Map<string, Promise<bigint[]>>();
      for (const { event } of releases.values()) {
        if (topicReleases.offsets.has(event.releaseId)) continue;
        // Tables of a period share its frozen set, which is large.
        const periodId = frozenPeriodId(event.period, event.closedDay);
        const offsets = frozen.get(periodId) ?? frozenOffsets(viewStore, topic, log, periodId);
        frozen.set(periodId, offsets);
        topicReleases.offsets.set(event.releaseId, await offsets);
      }
      topicReleases.progress = releaseProgressOf(
        [...releases.values()].map(({ event }) => event),
        topicReleases.offsets,
      );
      topicReleases.releaseCount = releases.size;
      return topicReleases.progress;
    },
  };
}

/** Releases of one period that count the same are told together: their offsets are said once. */
function releaseProgressOf(
  events: readonly ReleaseEvent[],
  offsetsOf: ReadonlyMap<string, readonly bigint[]>,
): ReleaseProgress {
  const tables = new Map<string, number>();
  const periods = new Map<string, ClosedPeriod>();
  for (const { releaseId, tableId, period, audience, fromDay, toDay } of events) {
    const nextOffsets = [...(offsetsOf.get(releaseId) ?? [])];
    const key = `${period} ${nextOffsets.join()}`;
    const closed =
      periods.get(key) ??
      ClosedPeriod.fromPartial({
        ...{ period, fromDay, toDay, nextOffsets },
        byReceipt: periodKindOf(period) === 'week',
      });
    // Last where something new was released of it: the newest are told.
    periods.delete(key);
    periods.set(key, closed);
    const table = tables.get(tableId) ?? tables.size;
    tables.set(tableId, table);
    const given = closed.releasedTables.find((one) => one.audience === audience);
    if (given === undefined) closed.releasedTables.push({ audience, tableIndexes: [table] });
    else given.tableIndexes.push(table);
  }
  return { closedPeriods: [...periods.values()].slice(-MOST_PERIODS), tableIds: [...tables.keys()] };
}

/** Undefined where somebody else put something else on the topic: what was told before it still holds. */
function decodeProgress(value: Uint8Array): NodeProgress | undefined {
  try {
    return NodeProgress.decode(value);
  } catch {
    return undefined;
  }
}

/** Where each partition was when the period was frozen; 0 of one that came later, and of all where the store has lost it. */
async function frozenOffsets(
  viewStore: Pick<ViewStore, 'readKept'>,
  { name, partitions }: NodeTopic,
  log: LogIdentity,
  periodId: string,
): Promise<bigint[]> {
  const kept = await viewStore.readKept(periodId);
  return Array.from({ length: partitions }, (_, partition) => {
    const position = kept?.get(partitionName({ topic: name, partition }))?.position ?? null;
    return isSameLog(log, position) ? BigInt(position?.offset ?? 0) : 0n;
  });
}
