import type { NodeCountry } from '@waylight/contracts';
import { ClosedPeriod, NodeProgress } from '@waylight/contracts/operations';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { periodKindOf } from '@waylight/disclosure-control';
import type { EventLog, LogIdentity } from '@waylight/event-log';
import type { ViewStore } from '@waylight/view-store';
import { frozenPeriodId } from '../release/frozen-period.ts';
import type { PublishedRelease } from '../release/release-events.ts';
import { partitionName } from '../steps/names.ts';
import { isOf } from './is-of.ts';
import { lastRecords } from './last-records.ts';
import { offsetsTold } from './offsets-told.ts';

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
export type ToldReleases = Pick<NodeProgress, 'closedPeriods' | 'tableIds'>;

export type ClosedReleases = {
  /** `log` is what the topic's positions belong to: those of a topic that was made again say nothing about it. */
  of(
    topic: NodeTopic,
    log: LogIdentity,
    releases: ReadonlyMap<string, PublishedRelease>,
  ): Promise<ToldReleases>;
};

/** What one topic's node is told, and of how many releases it was made. */
type Told = {
  /** Up to where each release counts the topic, by the release's id. */
  readonly offsets: Map<string, readonly bigint[]>;
  releases: number;
  said: ToldReleases;
};

/**
 * Up to where each release counts a node's topic. The frozen sets know; what was said on the progress topic before is
 * kept, because a set goes once no longer period will ask for it.
 */
export function createClosedReleases(
  eventLog: EventLog,
  viewStore: Pick<ViewStore, 'readKept'>,
): ClosedReleases {
  const toldOf = new Map<string, Told>();

  const toldBefore = async ({ progressTopic }: NodeTopic, log: LogIdentity): Promise<Told> => {
    const records = await lastRecords(eventLog, { topic: progressTopic, partition: 0 }, LOOK_BACK);
    const last = records
      .flatMap(({ value }) => (value && readProgress(value)) ?? [])
      .findLast((told) => isOf(log, told));
    return { offsets: offsetsTold(last), releases: 0, said: { closedPeriods: [], tableIds: [] } };
  };

  return {
    of: async (topic, log, releases) => {
      const key = `${topic.name} ${log.clusterId} ${log.topicId}`;
      const told = toldOf.get(key) ?? (await toldBefore(topic, log));
      toldOf.set(key, told);
      // Asked several times a second, and releases only ever come to be.
      if (told.releases === releases.size) return told.said;
      const frozen = new Map<string, Promise<bigint[]>>();
      for (const { event } of releases.values()) {
        if (told.offsets.has(event.releaseId)) continue;
        // Tables of a period share its frozen set, which is large.
        const periodId = frozenPeriodId(event.period, event.closedDay);
        const offsets = frozen.get(periodId) ?? frozenOffsets(viewStore, topic, log, periodId);
        frozen.set(periodId, offsets);
        told.offsets.set(event.releaseId, await offsets);
      }
      told.said = saidOf(
        [...releases.values()].map(({ event }) => event),
        told.offsets,
      );
      told.releases = releases.size;
      return told.said;
    },
  };
}

/** Releases of one period that count the same are told together: their offsets are said once. */
function saidOf(
  events: readonly ReleaseEvent[],
  offsetsOf: ReadonlyMap<string, readonly bigint[]>,
): ToldReleases {
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
    const given = closed.released.find((one) => one.audience === audience);
    if (given === undefined) closed.released.push({ audience, tables: [table] });
    else given.tables.push(table);
  }
  return { closedPeriods: [...periods.values()].slice(-MOST_PERIODS), tableIds: [...tables.keys()] };
}

/** Undefined where somebody else put something else on the topic: what was told before it still holds. */
function readProgress(value: Uint8Array): NodeProgress | undefined {
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
    return isOf(log, position) ? BigInt(position?.offset ?? 0) : 0n;
  });
}
