import type { LogDatabase, Topic } from './database.ts';

/** Kafka's default of `delete.retention.ms`. */
const TOMBSTONE_MS = 24 * 60 * 60 * 1000;

/** Keeps the last record per key of compacted topics, and drops records after their retention. Leaves gaps in offsets. */
export function compact(db: LogDatabase, nowMs: number): number {
  let dropped = 0;
  for (const topic of db.topics.values()) {
    topic.offsetRanges.forEach((_, partition) => {
      dropped += db.transaction(() =>
        topic.cleanup === 'compact'
          ? keepLatest(db, topic, partition, nowMs)
          : dropExpired(db, topic, partition, nowMs),
      );
    });
  }
  if (dropped > 0) db.truncateWal();
  return dropped;
}

function keepLatest(db: LogDatabase, topic: Topic, partition: number, nowMs: number): number {
  const where = 'topic = ? AND partition = ?';
  const superseded = db.run(
    `DELETE FROM record WHERE ${where} AND offset NOT IN (SELECT max(offset) FROM record WHERE ${where} GROUP BY key)`,
    topic.number,
    partition,
    topic.number,
    partition,
  );
  const tombstoneMs = Number(topic.settings['delete.retention.ms'] ?? TOMBSTONE_MS);
  const tombstones = db.run(
    `DELETE FROM record WHERE ${where} AND value IS NULL AND timestamp_ms < ?`,
    topic.number,
    partition,
    nowMs - tombstoneMs,
  );
  return superseded + tombstones;
}

/**
 * Moves the start of a topic whose records are deleted after `retentionMs`. A reader that was away longer finds its position
 * outside the log.
 */
function dropExpired(db: LogDatabase, topic: Topic, partition: number, nowMs: number): number {
  const offsetRange = topic.offsetRanges[partition];
  if (topic.retentionMs < 0 || offsetRange === undefined) return 0;
  const dropped = db.run(
    'DELETE FROM record WHERE topic = ? AND partition = ? AND timestamp_ms < ?',
    topic.number,
    partition,
    nowMs - topic.retentionMs,
  );
  if (dropped === 0) return 0;
  const first = db.read({ topic: topic.name, partition }, offsetRange.start, offsetRange.next, 1)[0];
  offsetRange.start = first?.offset ?? offsetRange.next;
  db.saveOffsetRange(topic, partition);
  return dropped;
}
