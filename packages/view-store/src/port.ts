/**
 * The port for raw cells: what one worker claims, reads and commits, partition by partition. Keys, fields and
 * values are text, stored as UTF-8, and opaque here. Released tables are another store with another credential: see
 * released-port.ts.
 */

/** Names one partition of one topic, e.g. `reports.v1.MK:7`. Anything but braces and control characters. */
export type PartitionName = string;

/** The next offset to read, in one generation of one topic: two positions are equal when all three are. */
export type StoredPosition = {
  readonly clusterId: string;
  readonly topicId: string;
  readonly offset: number;
};

export type Claim = {
  /** One more than the last claim's: commits of every earlier claim are fenced from here on. */
  readonly epoch: number;
  readonly position: StoredPosition | null;
  readonly summary: Uint8Array | null;
};

export type ReadQuery = {
  readonly references: readonly string[];
  /** Period bucket, e.g. `d2025-03`, to the fields that are wanted from it. */
  readonly cells: ReadonlyMap<string, readonly string[]>;
};

/** Answers in the order of the question, as text: thousands are read for each batch, and bytes would each need a view. */
export type ReadResult = {
  readonly contributions: readonly (string | null)[];
  readonly cells: ReadonlyMap<string, readonly (string | null)[]>;
};

/**
 * One batch of events. Values are absolute and null deletes, so writing a batch twice is the same as writing it
 * once. Stay below `commitLimits`: the store answers nobody else while it writes.
 */
export type CommitBatch = {
  readonly epoch: number;
  /** The position that the worker last read or wrote. */
  readonly expected: StoredPosition | null;
  readonly next: StoredPosition;
  readonly contributions: ReadonlyMap<string, string | null>;
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  /** A small record of the partition, e.g. count and XOR hash; left as it is when absent. */
  readonly summary?: Uint8Array;
};

/**
 * `moved`: the store isn't at the expected position, or nobody knows because the reply was lost. `fenced`: somebody
 * else has claimed since. After either, drop what is held, claim, seek, read again; never skip the batch.
 */
export type CommitOutcome = 'applied' | 'moved' | 'fenced';

export type CellMap = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

export type Snapshot = { readonly position: StoredPosition | null; readonly buckets: CellMap };

export type FrozenSet = { readonly position: StoredPosition | null; readonly cells: CellMap };

/** A period whose frozen sets outlive the generation that froze them. */
export type KeptPeriod = { readonly periodId: string; readonly generation: string };

/** One generation of raw cells. A name is used once: what was dropped never comes back under it. */
export interface RawCellStore {
  readonly name: string;
  claim(partition: PartitionName): Promise<Claim>;
  /** Contributions and cells in one round trip. */
  read(partition: PartitionName, query: ReadQuery): Promise<ReadResult>;
  commit(partition: PartitionName, batch: CommitBatch): Promise<CommitOutcome>;
  position(partition: PartitionName): Promise<StoredPosition | null>;
  summary(partition: PartitionName): Promise<Uint8Array | null>;
  /** Sorted. May name a bucket whose cells have all gone. */
  buckets(partition: PartitionName): Promise<readonly string[]>;
  /** Each field once, in no order. Commits meanwhile may or may not show: use `snapshot` to compare. */
  scan(partition: PartitionName, bucket: string): AsyncIterable<readonly (readonly [string, Uint8Array])[]>;
  /** The cells exactly as they are at the position beside them. Buckets without a cell are left out. */
  snapshot(partition: PartitionName): Promise<Snapshot>;
  /**
   * Copies these buckets' cells, in one step with the position, into a set that no commit changes. The first call
   * for a period decides; later calls change nothing and give the first one's position.
   */
  freeze(
    partition: PartitionName,
    periodId: string,
    buckets: readonly string[],
  ): Promise<{ readonly position: StoredPosition | null }>;
  readFrozen(partition: PartitionName, periodId: string): Promise<FrozenSet | null>;
  /** Every partition that was ever claimed or frozen, sorted. */
  partitions(): Promise<readonly PartitionName[]>;
}

export interface ViewStore {
  generation(name: string): RawCellStore;
  /** Every generation that has a partition, until it is dropped; sorted. */
  generations(): Promise<readonly string[]>;
  liveGeneration(): Promise<string | null>;
  /** Points at `to` if the pointer is at `from`; `moved` if it isn't (or the reply was lost: look again). */
  flip(from: string | null, to: string): Promise<'flipped' | 'moved'>;
  /** Removes a generation with its frozen sets, but for those that are kept. The live one stays. Safe to repeat when interrupted. */
  dropGeneration(name: string): Promise<'dropped' | 'live'>;
  /**
   * Keeps a period that was frozen whole: its sets, those that a generation froze of these partitions, stay until `dropKept`, whichever
   * generation serves or is dropped. The first call for a period decides, as long as its sets are there.
   */
  keepFrozen(
    periodId: string,
    of: { readonly generation: string; readonly partitions: readonly PartitionName[] },
  ): Promise<void>;
  /** The sets of a kept period, by partition; null where it isn't kept, or a set of it was lost: a part would pass for the whole. */
  readKept(periodId: string): Promise<ReadonlyMap<PartitionName, FrozenSet> | null>;
  /** Every period that is kept, sorted. */
  keptPeriods(): Promise<readonly KeptPeriod[]>;
  /** Removes a kept period with its sets. Safe to repeat when interrupted. */
  dropKept(periodId: string): Promise<void>;
  /** True when `holder` holds the lease for the next `ttlMs`; asking again while holding it renews it. */
  acquireLease(name: string, holder: string, ttlMs: number): Promise<boolean>;
  /** Gives the lease back early, if `holder` has it. */
  releaseLease(name: string, holder: string): Promise<void>;
  /**
   * Whether everything that was read until now would outlive the server: enough replicas hold it. A primary answers with
   * what it has written before any replica has it.
   */
  isReplicated(): Promise<boolean>;
  /** What is wrong with the server's settings, one sentence each; empty when nothing is. */
  checkServer(): Promise<readonly string[]>;
  /** Throws when the store doesn't answer, or takes no writes. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const commitLimits = { events: 2_000, arguments: 20_000 } as const;

/** What a batch costs in the unit of `commitLimits.arguments`: a name and a value for all that is written. */
export function countArguments(batch: Pick<CommitBatch, 'contributions' | 'cells'>): number {
  let pairs = batch.contributions.size;
  for (const fields of batch.cells.values()) pairs += fields.size;
  return 2 * pairs;
}

export function isSamePosition(a: StoredPosition | null, b: StoredPosition | null): boolean {
  if (a === null || b === null) return a === b;
  return a.offset === b.offset && a.topicId === b.topicId && a.clusterId === b.clusterId;
}
