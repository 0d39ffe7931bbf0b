import { periodKindOf } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { audienceByNumber } from '@waylight/contracts/audiences';
import { ClosedPeriod, NodeProgress } from '@waylight/contracts/operations';
import type { ReleaseEvent } from '@waylight/contracts/release';
import type { EventLog, LogIdentity } from '@waylight/event-log';
import type { ViewStore } from '@waylight/view-store';
import { isSameLog } from '../count/log-positions.ts';
import { partitionName } from '../count/partition-names.ts';
import { frozenPeriodId } from '../release/frozen-period.ts';
import type { SignedRelease } from '../release/release-log.ts';
import { readLastRecords } from './read-last-records.ts';

/**
 * Maximum number of periods: fourteen years of weeks, months, quarters and years. Nodes remember the progress of
 * older periods.
 */
const MAX_PERIODS = 1_000;
const LOOK_BACK = 20;

export type NodeTopic = {
  readonly name: string;
  readonly node: NodeCountry;
  readonly partitions: number;
  readonly progressTopic: string;
};

/** Releases in the progress of a node. */
export type ReleaseProgress = Pick<NodeProgress, 'closedPeriods' | 'tableIds'>;

export type ReleaseProgressReader = {
  /** Positions on any log other than `log` are ignored, because the topic was recreated after them. */
  read(
    topic: NodeTopic,
    log: LogIdentity,
    releases: ReadonlyMap<string, SignedRelease>,
  ): Promise<ReleaseProgress>;
};

/** Progress of one topic, and the number of releases from which it was computed. */
type TopicReleases = {
  /** For each release id, the offsets of the topic up to which the release counts. */
  readonly offsets: Map<string, readonly bigint[]>;
  releaseCount: number;
  progress: ReleaseProgress;
};

/**
 * Reads up to which offsets of a node's topic each release counts, from the frozen sets. Earlier progress is
 * kept, because a frozen set is deleted once no longer period needs it.
 */
export function createReleaseProgressReader(
  eventLog: EventLog,
  viewStore: Pick<ViewStore, 'readFrozenPeriod'>,
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
      // The number is enough to detect new releases, because releases are never deleted. This runs several
      // times a second.
      if (topicReleases.releaseCount === releases.size) return topicReleases.progress;
      const frozen = new Map<string, Promise<bigint[]>>();
      for (const { event } of releases.values()) {
        if (topicReleases.offsets.has(event.releaseId)) continue;
        // Tables of a period share its frozen set, which is large, so it is read once.
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

/**
 * Groups the releases of a period that count up to the same offsets, so that each list of offsets is
 * published once.
 */
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
        period,
        fromDay,
        toDay,
        nextOffsets,
        byReceipt: periodKindOf(period) === 'week',
      });
    // A period with a new release moves to the end, because only the last periods are published.
    periods.delete(key);
    periods.set(key, closed);
    const table = tables.get(tableId) ?? tables.size;
    tables.set(tableId, table);
    const released = closed.releasedTables.find((one) => one.audience === audience);
    if (released === undefined) closed.releasedTables.push({ audience, tableIndexes: [table] });
    else released.tableIndexes.push(table);
  }
  return { closedPeriods: [...periods.values()].slice(-MAX_PERIODS), tableIds: [...tables.keys()] };
}

/** For each release id, the offsets of the node's topic up to which the release counts. */
export function offsetsByRelease(progress: NodeProgress | undefined): Map<string, readonly bigint[]> {
  const offsets = new Map<string, readonly bigint[]>();
  for (const { period, nextOffsets, releasedTables } of progress?.closedPeriods ?? [])
    for (const { audience, tableIndexes } of releasedTables) {
      const name = audienceByNumber(audience);
      if (name === undefined) continue;
      for (const table of tableIndexes)
        offsets.set(`${progress?.tableIds[table]}.${period}.${name}`, nextOffsets);
    }
  return offsets;
}

/** Undefined for a message on the topic that is not progress. The progress before it remains valid. */
function decodeProgress(value: Uint8Array): NodeProgress | undefined {
  try {
    return NodeProgress.decode(value);
  } catch {
    return undefined;
  }
}

/**
 * Positions when the period was frozen. A partition that was added later has 0, and all have 0 if the store
 * lost the set.
 */
async function frozenOffsets(
  viewStore: Pick<ViewStore, 'readFrozenPeriod'>,
  { name, partitions }: NodeTopic,
  log: LogIdentity,
  periodId: string,
): Promise<bigint[]> {
  const sets = (await viewStore.readFrozenPeriod(periodId))?.sets;
  return Array.from({ length: partitions }, (_, partition) => {
    const position = sets?.get(partitionName({ topic: name, partition }))?.position ?? null;
    return isSameLog(log, position) ? BigInt(position?.offset ?? 0) : 0n;
  });
}
