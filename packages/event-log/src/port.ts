/**
 * The event log: topics of partitions, each an ordered sequence of records that is read from a position.
 *
 * The port promises at-least-once and order per key. Exactness is the reader's: it keeps its position beside its
 * state, in the same atomic step, and the log reads from there after every assignment. Offsets are JavaScript
 * numbers: a partition would need 2^53 records to leave them.
 */
import type { TopicSpec } from '@waylight/contracts';

/** What this port needs of a topic's entry in the registry. */
export type TopicSettings = Pick<TopicSpec, 'name' | 'partitions' | 'cleanup' | 'retentionMs' | 'settings'>;

export type PartitionId = { readonly topic: string; readonly partition: number };

/** Which log an offset belongs to: another cluster, or a topic that was deleted and made again, is another log. */
export type LogIdentity = { readonly clusterId: string; readonly topicId: string };

/** Where to read next. */
export type LogPosition = LogIdentity & { readonly offset: number };

/** Key and value may be views of a larger buffer: copy what is kept for long. */
export type LogRecord = {
  readonly offset: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly timestampMs: number;
};

/** A value of null is a tombstone: compaction then forgets the key. Without `partition`, `partitionOf` decides. */
export type OutgoingRecord = {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
  readonly partition?: number;
};

export type TopicRecords = { readonly topic: string; readonly records: readonly OutgoingRecord[] };
export type AppendedAt = { readonly partition: number; readonly offset: number };
/** The default deadline is 30 seconds, waiting for an earlier append included. */
export type AppendOptions = { readonly signal?: AbortSignal; readonly deadlineMs?: number };

/**
 * Appends durably: an answer means that every record is on the log. One send is in flight at a time, later calls
 * wait for it. After an AppendError the records may or may not be on the log: send the same rows again.
 */
export interface Appender {
  /** The answer is in the order of `records`. */
  append(topic: string, records: readonly OutgoingRecord[], options?: AppendOptions): Promise<AppendedAt[]>;
  /** Several topics in one send; not atomic over topics. The answer is in the order of `sends`. */
  appendAll(sends: readonly TopicRecords[], options?: AppendOptions): Promise<AppendedAt[][]>;
  close(): Promise<void>;
}

/** Consecutive records of one partition. A batch may be empty of records and still move `nextOffset` over a gap. */
export type LogBatch = {
  readonly id: PartitionId;
  readonly log: LogIdentity;
  /** Where this batch was read from: the reader's position before it. */
  readonly fromOffset: number;
  readonly records: readonly LogRecord[];
  /** Where to read next: after the last record, or after a gap that compaction left. */
  readonly nextOffset: number;
  /** The end of the partition when the batch was read. */
  readonly highWatermark: number;
};

/**
 * `reclaim`: the store answered `moved` or `fenced`; claim again and read from the store's position.
 * `stopped`: this partition is not read further until the consumption is made anew; the text says why.
 */
export type HandleOutcome = 'done' | 'reclaim' | { readonly stopped: string };

export type ClaimContext = {
  /** To be stored with the position. */
  readonly log: LogIdentity;
  /** Fires when the partition is lost or the consumption stops. */
  readonly signal: AbortSignal;
};

export type HandleContext = {
  /**
   * To be called right before each commit to the store, and in long work. Throws when the partition belongs to
   * another member by now: let the error pass, and the partition is claimed anew where it is then assigned.
   */
  heartbeat(): Promise<void>;
  readonly signal: AbortSignal;
};

/** What reads a partition, and where its position lives. One call per partition at a time. */
export interface PartitionReader {
  /** After every assignment, after `reclaim` and after a throw: claims in the store, says where to read; null is the start. */
  claim(id: PartitionId, context: ClaimContext): Promise<LogPosition | null>;
  /**
   * A throw moves nothing: after a wait (bounded, with jitter) the partition is claimed again, and the same
   * records come again. What can never succeed belongs in the dead letters and is then `done`.
   */
  handle(batch: LogBatch, context: HandleContext): Promise<HandleOutcome>;
  /** The partition is no longer ours: drop what is held in memory. */
  onLost?(id: PartitionId): void;
}

export type ConsumeOptions = {
  /** A function is asked again every `topicWatchMs`: a new country's topics restart the subscription. */
  readonly topics: readonly string[] | (() => Promise<readonly string[]>);
  readonly group: string;
  readonly reader: PartitionReader;
  /** Partitions handled at once; 1 by default. */
  readonly concurrency?: number;
  /** Records per `handle`; 2,000 by default. */
  readonly maxBatchRecords?: number;
  /** 30 seconds by default. */
  readonly topicWatchMs?: number;
  /** Wait after a failed claim or handle: doubles from the first to the last. 250 ms to 30 s by default. */
  readonly backoffMs?: { readonly first: number; readonly last: number };
};

export type PartitionLag = {
  readonly id: PartitionId;
  /** Null while the partition is not claimed. */
  readonly nextOffset: number | null;
  readonly end: number;
  /** Offsets still to be read; gaps of compaction count. */
  readonly lag: number;
};

export type StoppedPartition = { readonly id: PartitionId; readonly code: string; readonly reason: string };
/** A partition whose last claim or handle threw; it is being tried again. */
export type FailingPartition = {
  readonly id: PartitionId;
  readonly attempts: number;
  readonly error: unknown;
};
export type ConsumptionEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: Error };

export interface Consumption {
  assignedPartitions(): PartitionId[];
  /** When the log last answered, as `performance.now()` counts: readiness is that this is recent. */
  lastFetchAtMs(): number;
  lag(): Promise<PartitionLag[]>;
  stoppedPartitions(): StoppedPartition[];
  failingPartitions(): FailingPartition[];
  /** Lets the batches in hand finish, for 5 seconds; then their `signal` fires. Leaves the group. Idempotent. */
  stop(): Promise<void>;
  /** Settles once, never rejects; `failed` means that nothing is read any more and the process should end. */
  readonly ended: Promise<ConsumptionEnd>;
}

/** Where an adapter's own messages go: fixed texts, data in fields. A pino logger fits. */
export type LogSink = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

export type TopicInfo = { readonly name: string; readonly partitions: number };
export type PartitionOffsets = { readonly partition: number; readonly start: number; readonly end: number };

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Read up to this offset; `end`, the default, is the end at the time of the call; `follow` goes on until the signal. */
  readonly until?: number | 'end' | 'follow';
  readonly maxBatchRecords?: number;
};

export interface EventLog {
  clusterId(): Promise<string>;
  /** Changes when a topic is deleted and made again. */
  topicId(topic: string): Promise<string>;
  /**
   * Creates what is missing and changes settings that differ. Refuses to change a partition count
   * (LogError `partition-count-differs`): nothing is then changed.
   */
  applyTopics(specs: readonly TopicSettings[]): Promise<{ created: string[]; changed: string[] }>;
  /** Compares only; each problem names the topic, what it got and what it wants. */
  checkTopics(specs: readonly TopicSettings[]): Promise<{ problems: string[] }>;
  listTopics(): Promise<TopicInfo[]>;
  offsets(topic: string): Promise<PartitionOffsets[]>;
  createAppender(): Appender;
  consume(options: ConsumeOptions): Promise<Consumption>;
  /**
   * Reads one partition in order without a group. Throws `position-outside-log` where `from` is not on the log, and
   * the signal's reason when it fires: a read that ends without a throw has read everything up to `until`.
   */
  readFrom(id: PartitionId, from: number, options?: ReadOptions): AsyncIterable<LogBatch>;
  /** Stops consumptions and appenders made here. */
  close(): Promise<void>;
}
