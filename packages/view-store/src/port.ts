/**
 * The port for raw cells, which workers claim, read and commit, partition by partition. Keys, fields and values are text, stored as
 * UTF-8, and opaque here. Released tables are in another store with another credential: see released-port.ts.
 */

/** A partition of a topic, such as `reports.v1.MK:7`; see `checkName` for the permitted characters. */
export type PartitionName = string;

/** The next offset to read, in one generation of one topic. Positions are equal if all three members are. */
export type StoredPosition = {
  readonly clusterId: string;
  readonly topicId: string;
  readonly offset: number;
};

export type Claim = {
  /** One more than the epoch of the last claim. Commits of that claim are fenced from now on. */
  readonly epoch: number;
  readonly position: StoredPosition | null;
  readonly summary: Uint8Array | null;
};

export type ReadQuery = {
  readonly references: readonly string[];
  /** Requested fields by period bucket, such as `o2025-03`. */
  readonly cells: ReadonlyMap<string, readonly string[]>;
};

/**
 * Values in the order of the query. They are text, because thousands are read for each batch, and each byte value would need its
 * own view.
 */
export type ReadResult = {
  readonly contributions: readonly (string | null)[];
  readonly cells: ReadonlyMap<string, readonly (string | null)[]>;
};

/**
 * One batch of events. Values are absolute, and null deletes a value, so a batch is idempotent. A batch must stay within
 * `commitLimits`, because the store serves no other request while it writes.
 */
export type CommitBatch = {
  readonly epoch: number;
  /** The last position that the worker read or wrote. */
  readonly expected: StoredPosition | null;
  readonly next: StoredPosition;
  readonly contributions: ReadonlyMap<string, string | null>;
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  /** A small summary of the partition, such as count and XOR hash. If absent, the stored summary does not change. */
  readonly summary?: Uint8Array;
};

/**
 * `moved`: the commit was not applied, because the store is not at the expected position; or the outcome is unknown, because the
 * reply was lost. `fenced`: another worker has claimed the partition since. After either outcome, drop the state in memory, claim,
 * seek and read again. Never skip the batch.
 */
export type CommitOutcome = 'applied' | 'moved' | 'fenced';

export type CellMap = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

export type Snapshot = { readonly position: StoredPosition | null; readonly buckets: CellMap };

export type FrozenSet = { readonly position: StoredPosition | null; readonly cells: CellMap };

/**
 * One copy of a period's cells in all partitions. The id is random, so that a leader which lost its lease cannot touch the
 * freeze of its successor.
 */
export type Freeze = { readonly periodId: string; readonly freezeId: string };

/** The freeze of a period that counts, with the generation of the copied cells. */
export type SelectedFreeze = Freeze & { readonly generation: string };

/**
 * Frozen sets by partition. `sets` is null if one is lost: a part must not be used as if it were complete.
 */
export type FrozenPeriod = Freeze & { readonly sets: ReadonlyMap<PartitionName, FrozenSet> | null };

/** One generation of raw cells. A name is used only once: after a drop, no other generation gets it. */
export interface RawCellStore {
  readonly name: string;
  claim(partition: PartitionName): Promise<Claim>;
  /** Reads contributions and cells in one round trip. */
  read(partition: PartitionName, query: ReadQuery): Promise<ReadResult>;
  commit(partition: PartitionName, batch: CommitBatch): Promise<CommitOutcome>;
  position(partition: PartitionName): Promise<StoredPosition | null>;
  summary(partition: PartitionName): Promise<Uint8Array | null>;
  /** Returns sorted names. They may include a bucket whose cells are all deleted. */
  buckets(partition: PartitionName): Promise<readonly string[]>;
  /**
   * Returns each field once, in no particular order. Concurrent commits may or may not be included: use `snapshot` for
   * comparisons.
   */
  scan(partition: PartitionName, bucket: string): AsyncIterable<readonly (readonly [string, Uint8Array])[]>;
  /** Returns the cells at exactly the returned position, without empty buckets. */
  snapshot(partition: PartitionName): Promise<Snapshot>;
  /**
   * Copies the cells of these buckets, atomically with the position, into a set that no commit changes. Only the first call for a
   * freeze takes effect. Later calls change nothing and return the position of the first call. The set outlives the generation.
   */
  freeze(
    partition: PartitionName,
    freeze: Freeze,
    buckets: readonly string[],
  ): Promise<{ readonly position: StoredPosition | null }>;
  /** All partitions that were ever claimed, sorted. */
  partitions(): Promise<readonly PartitionName[]>;
}

/** Which freeze counts in each period, and what was decided on it. A call changes nothing but its own freeze. */
export interface FreezeStore {
  /** Selects the freeze that counts in its period, unless another one is selected, or a set of this one does not exist. */
  selectFreeze(
    freeze: Freeze,
    of: { readonly generation: string; readonly partitions: readonly PartitionName[] },
  ): Promise<void>;
  /** Returns the selected freeze of a period; null if there is none. */
  readFrozenPeriod(periodId: string): Promise<FrozenPeriod | null>;
  /** Sorted by period. */
  selectedFreezes(): Promise<readonly SelectedFreeze[]>;
  /**
   * Stores the decision on a period: what was drawn from this freeze. Only the first call takes effect. Returns the stored
   * decision; null if the freeze is not selected, or has lost a set.
   */
  putDecision(freeze: Freeze, decision: Uint8Array): Promise<Uint8Array | null>;
  readDecision(periodId: string): Promise<Uint8Array | null>;
  /** Removes a freeze with its decision if it is selected. Can be repeated after an interruption. */
  dropFreeze(freeze: Freeze): Promise<void>;
  /** Removes all freezes that are not selected. None of them can be selected afterwards. */
  dropUnselectedFreezes(): Promise<void>;
}

export interface ViewStore extends FreezeStore {
  generation(name: string): RawCellStore;
  /** All generations with a partition, until they are dropped; sorted. */
  generations(): Promise<readonly string[]>;
  liveGeneration(): Promise<string | null>;
  /**
   * Makes generation `to` live if `from` is live now. Returns `moved` if another generation is live, or if the reply was lost:
   * then read `liveGeneration` again.
   */
  flip(from: string | null, to: string): Promise<'flipped' | 'moved'>;
  /** Removes a generation, but not its frozen sets. Never removes the live one. Can be repeated after an interruption. */
  dropGeneration(name: string): Promise<'dropped' | 'live'>;
  /** Acquires or renews a lease. Returns true if `holder` has it for the next `ttlMs`. */
  acquireLease(name: string, holder: string, ttlMs: number): Promise<boolean>;
  /** Releases the lease early, if `holder` has it. */
  releaseLease(name: string, holder: string): Promise<void>;
  /**
   * Returns true if everything that was read until now would survive the loss of the server, because enough replicas have it. A
   * primary server can return writes before any replica has them.
   */
  isReplicated(): Promise<boolean>;
  /** Lists wrong settings of the server, one sentence each. */
  checkServer(): Promise<readonly string[]>;
  /** Throws if the store does not respond, or accepts no writes. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const commitLimits = { events: 2_000, arguments: 20_000 } as const;

/** Returns the size of a batch in the unit of `commitLimits.arguments`: a name and a value for each write. */
export function countArguments(batch: Pick<CommitBatch, 'contributions' | 'cells'>): number {
  let pairs = batch.contributions.size;
  for (const fields of batch.cells.values()) pairs += fields.size;
  return 2 * pairs;
}

export function isSamePosition(a: StoredPosition | null, b: StoredPosition | null): boolean {
  if (a === null || b === null) return a === b;
  return a.offset === b.offset && a.topicId === b.topicId && a.clusterId === b.clusterId;
}
