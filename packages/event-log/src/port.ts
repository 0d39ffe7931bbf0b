/**
 * The event log: topics of partitions, each an ordered sequence of records that is read from a position.
 *
 * The port guarantees at-least-once delivery and order per key. For exactly-once processing, the reader stores its position with
 * its state in one atomic step. After every assignment, the log reads from this position. Offsets are JavaScript numbers, exact up
 * to 2^53.
 */
import type { TopicSpec } from '@waylight/contracts';

/** The part of a topic's registry entry that this port needs. */
export type TopicSettings = Pick<TopicSpec, 'name' | 'partitions' | 'cleanup' | 'retentionMs' | 'settings'>;

export type PartitionId = { readonly topic: string; readonly partition: number };

/** Identity of the log that an offset belongs to. Another cluster, or a topic that was deleted and created again, is another log. */
export type LogIdentity = { readonly clusterId: string; readonly topicId: string };

/** The next offset to read. */
export type LogPosition = LogIdentity & { readonly offset: number };

/** Key and value may be views of a larger buffer. Copy them if you keep them for long. */
export type LogRecord = {
  readonly offset: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly timestampMs: number;
};

/** A null value is a tombstone: compaction then deletes the key. The default partition is the result of `partitionOf` for the key. */
export type OutgoingRecord = {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
  readonly partition?: number;
};

export type TopicRecords = { readonly topic: string; readonly records: readonly OutgoingRecord[] };
export type AppendedAt = { readonly partition: number; readonly offset: number };
/** The default deadline is 30 seconds, including the wait for earlier appends. */
export type AppendOptions = { readonly signal?: AbortSignal; readonly deadlineMs?: number };

/**
 * Appends durably: if a call resolves, every record is on the log. One append is in flight at a time, and later calls wait for it.
 * After an AppendError the records may or may not be on the log: append the same records again.
 */
export interface Appender {
  /** Returns positions in the order of `records`. */
  append(topic: string, records: readonly OutgoingRecord[], options?: AppendOptions): Promise<AppendedAt[]>;
  /** Appends to several topics in one request, but not atomically. Returns positions in the order of `batches`. */
  appendAll(batches: readonly TopicRecords[], options?: AppendOptions): Promise<AppendedAt[][]>;
  close(): Promise<void>;
}

/** Consecutive records of one partition. A batch without records may move `nextOffset` across a gap. */
export type LogBatch = {
  readonly id: PartitionId;
  readonly log: LogIdentity;
  /** The reader's position before this batch. */
  readonly fromOffset: number;
  readonly records: readonly LogRecord[];
  /** The next offset to read: after the last record, or after a gap of compaction. */
  readonly nextOffset: number;
  /** The end of the partition when the batch was read. */
  readonly highWatermark: number;
};

/**
 * `reclaim`: the store returned `moved` or `fenced`; the log claims again and reads from the store's position. `stopped`: the log
 * does not read this partition until the consumption is started again. The text is the reason.
 */
export type HandleOutcome = 'done' | 'reclaim' | { readonly stopped: string };

export type ClaimContext = {
  /** The identity of the log. Store it with the position. */
  readonly log: LogIdentity;
  /** Aborts when the partition is lost or the consumption stops. */
  readonly signal: AbortSignal;
};

export type HandleContext = {
  /**
   * Call this right before each commit to the store, and during long work. Throws if the partition now belongs to another member.
   * Do not catch the error: the new member claims the partition.
   */
  heartbeat(): Promise<void>;
  readonly signal: AbortSignal;
};

/** Reads partitions, and stores their positions. One call per partition at a time. */
export interface PartitionReader {
  /**
   * Claims the partition in the store and returns the stored position; null means the start of the log. Called after an
   * assignment, after `reclaim` and after an error.
   */
  claim(id: PartitionId, context: ClaimContext): Promise<LogPosition | null>;
  /**
   * If `handle` throws, the position does not change. After a wait (bounded, with jitter) the log claims the partition again and
   * reads the same records. A record that can never succeed must be written to the dead letters, and counts as `done`.
   */
  handle(batch: LogBatch, context: HandleContext): Promise<HandleOutcome>;
  /** Called when the partition is lost. The reader must drop its state in memory. */
  onLost?(id: PartitionId): void;
}

export type ConsumeOptions = {
  /**
   * If it is a function, it is called every `topicWatchMs`. A changed list, such as with topics of a new country, restarts the
   * subscription.
   */
  readonly topics: readonly string[] | (() => Promise<readonly string[]>);
  readonly group: string;
  readonly reader: PartitionReader;
  /** Partitions handled at once; 1 by default. */
  readonly concurrency?: number;
  /** Records per `handle`; 2,000 by default. */
  readonly maxBatchRecords?: number;
  /** 30 seconds by default. */
  readonly topicWatchMs?: number;
  /** Wait after a failed claim or handle, doubled from first to last. 250 ms to 30 s by default. */
  readonly backoffMs?: { readonly first: number; readonly last: number };
};

export type PartitionLag = {
  readonly id: PartitionId;
  /** Null while the partition is not claimed. */
  readonly nextOffset: number | null;
  readonly end: number;
  /** Number of unread offsets, including gaps of compaction. */
  readonly lag: number;
};

export type StoppedPartition = { readonly id: PartitionId; readonly code: string; readonly reason: string };
/** A partition whose last `claim` or `handle` threw an error. It is retried. */
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
  /** Time of the log's last response, by `performance.now()`. Readiness requires a recent one. */
  lastFetchAtMs(): number;
  lag(): Promise<PartitionLag[]>;
  stoppedPartitions(): StoppedPartition[];
  failingPartitions(): FailingPartition[];
  /** Lets running batches finish for 5 seconds, then aborts their `signal`. Leaves the group. Idempotent. */
  stop(): Promise<void>;
  /** Settles once and never rejects. `failed` means that reading has ended, and the process should end too. */
  readonly ended: Promise<ConsumptionEnd>;
}

/** Receives an adapter's own messages: fixed texts, with data in fields. A pino logger fits. */
export type LogSink = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

export type TopicInfo = { readonly name: string; readonly partitions: number };
export type PartitionOffsets = { readonly partition: number; readonly start: number; readonly end: number };

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Reads up to this offset. `end`, the default, is the end at the time of the call. `follow` goes on until the signal aborts. */
  readonly until?: number | 'end' | 'follow';
  readonly maxBatchRecords?: number;
};

export interface EventLog {
  clusterId(): Promise<string>;
  /** The result changes when a topic is deleted and created again. */
  topicId(topic: string): Promise<string>;
  /**
   * Creates missing topics and changes different settings. If a partition count differs, throws LogError
   * `partition-count-differs` and changes nothing.
   */
  applyTopics(specs: readonly TopicSettings[]): Promise<{ created: string[]; changed: string[] }>;
  /** Compares topics without changing them. Each problem names the topic, the actual and the expected value. */
  checkTopics(specs: readonly TopicSettings[]): Promise<{ problems: string[] }>;
  listTopics(): Promise<TopicInfo[]>;
  offsets(topic: string): Promise<PartitionOffsets[]>;
  createAppender(): Appender;
  consume(options: ConsumeOptions): Promise<Consumption>;
  /**
   * Reads one partition in order, without a group. Throws `position-outside-log` if `from` is not on the log, and the signal's
   * reason when the signal aborts. So a read that ends without an error has read everything up to `until`.
   */
  readFrom(id: PartitionId, from: number, options?: ReadOptions): AsyncIterable<LogBatch>;
  /** Stops the consumptions and appenders of this log. */
  close(): Promise<void>;
}
