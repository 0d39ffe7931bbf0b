import { randomUUID } from 'node:crypto';
import { DataExposedError, openSqlite, type SqliteDatabase } from '@waylight/sqlite';
import { LogError } from '../errors.ts';
import type { LogRecord, PartitionId, TopicSettings } from '../port.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS log (cluster_id TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS topic (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, topic_id TEXT NOT NULL, partitions INTEGER NOT NULL,
  cleanup TEXT NOT NULL, retention_ms INTEGER NOT NULL, settings TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS extent (
  topic INTEGER NOT NULL, partition INTEGER NOT NULL, start INTEGER NOT NULL, next INTEGER NOT NULL,
  PRIMARY KEY (topic, partition)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
  topic INTEGER NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
  timestamp_ms INTEGER NOT NULL, key BLOB, value BLOB,
  PRIMARY KEY (topic, partition, offset)) STRICT, WITHOUT ROWID;
`;

export type OffsetRange = { start: number; next: number };

export type Topic = {
  readonly number: number;
  readonly name: string;
  readonly topicId: string;
  readonly partitions: number;
  cleanup: TopicSettings['cleanup'];
  retentionMs: number;
  settings: Readonly<Record<string, string>>;
  /** Cached in memory. This is safe, because this process is the only writer. */
  readonly offsetRanges: OffsetRange[];
};

export type LogDatabase = {
  readonly clusterId: string;
  readonly topics: ReadonlyMap<string, Topic>;
  topic(name: string): Topic;
  offsetRange(id: PartitionId): OffsetRange;
  createTopic(spec: TopicSettings): void;
  updateTopic(topic: Topic, spec: TopicSettings): void;
  insert(
    topic: Topic,
    partition: number,
    offset: number,
    timestampMs: number,
    key: Uint8Array,
    value: Uint8Array | null,
  ): void;
  saveOffsetRange(topic: Topic, partition: number): void;
  read(id: PartitionId, from: number, before: number, limit: number): LogRecord[];
  run(sql: string, ...values: (number | string)[]): number;
  transaction<T>(work: () => T): T;
  truncateWal(): void;
  close(): void;
};

/**
 * Opens the file for this process alone.
 * @throws LogError `unavailable` if another process uses the file, or the file is not a database.
 */
export function openDatabase(file: string): LogDatabase {
  let db: SqliteDatabase | undefined;
  try {
    db = openSqlite({
      file,
      busyTimeoutMs: 2_000,
      exclusive: true,
      // FULL: a finished commit survives a power loss. `secure_delete` overwrites what compaction drops.
      pragmas: { synchronous: 'FULL', secure_delete: 'ON' },
      schema: SCHEMA,
    });
    return createLogDatabase(db);
  } catch (cause) {
    db?.close();
    if (cause instanceof DataExposedError) throw cause;
    throw new LogError('unavailable', `cannot open the event log ${file}: is another process using it?`, {
      cause,
    });
  }
}

function createLogDatabase(db: SqliteDatabase): LogDatabase {
  const clusterId = clusterIdOf(db);
  const topics = loadTopics(db);
  const insert = db.prepare('INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)');
  const saveOffsetRange = db.prepare(
    'INSERT INTO extent VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET start = excluded.start, next = excluded.next',
  );
  const read = db.prepare(
    'SELECT offset, key, value, timestamp_ms AS timestampMs FROM record WHERE topic = ? AND partition = ? AND offset >= ? AND offset < ? ORDER BY offset LIMIT ?',
  );
  const topic = (name: string): Topic => {
    const found = topics.get(name);
    if (found === undefined) throw new LogError('topic-missing', `the log has no topic ${name}`);
    return found;
  };
  const self: LogDatabase = {
    clusterId,
    topics,
    topic,
    offsetRange: (id) => {
      const found = topic(id.topic).offsetRanges[id.partition];
      if (found === undefined)
        throw new LogError('topic-missing', `topic ${id.topic} has no partition ${id.partition}`);
      return found;
    },
    createTopic: (spec) => {
      const created = insertTopic(db, spec);
      created.offsetRanges.forEach((_, partition) => {
        saveOffsetRange.run(created.number, partition, 0, 0);
      });
      topics.set(spec.name, created);
    },
    updateTopic: (changed, spec) => {
      db.prepare('UPDATE topic SET cleanup = ?, retention_ms = ?, settings = ? WHERE number = ?').run(
        spec.cleanup,
        spec.retentionMs,
        JSON.stringify(spec.settings),
        changed.number,
      );
      Object.assign(changed, {
        cleanup: spec.cleanup,
        retentionMs: spec.retentionMs,
        settings: { ...spec.settings },
      });
    },
    insert: (to, partition, offset, timestampMs, key, value) => {
      insert.run(to.number, partition, offset, timestampMs, key, value);
    },
    saveOffsetRange: (of, partition) => {
      const offsetRange = of.offsetRanges[partition];
      if (offsetRange !== undefined)
        saveOffsetRange.run(of.number, partition, offsetRange.start, offsetRange.next);
    },
    // The columns have the names of the port, so a row can be returned as a record.
    read: (id, from, before, limit) =>
      read.all(topic(id.topic).number, id.partition, from, before, limit) as unknown as LogRecord[],
    run: (sql, ...values) => db.prepare(sql).run(...values).changes,
    transaction: db.transaction,
    truncateWal: db.truncateWal,
    close: db.close,
  };
  return self;
}

function insertTopic(db: SqliteDatabase, spec: TopicSettings): Topic {
  const { name, partitions, cleanup, retentionMs, settings } = spec;
  const topicId = randomUUID();
  const { lastInsertRowid } = db
    .prepare(
      'INSERT INTO topic (name, topic_id, partitions, cleanup, retention_ms, settings) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(name, topicId, partitions, cleanup, retentionMs, JSON.stringify(settings));
  const offsetRanges = Array.from({ length: partitions }, (): OffsetRange => ({ start: 0, next: 0 }));
  return {
    number: Number(lastInsertRowid),
    name,
    topicId,
    partitions,
    cleanup,
    retentionMs,
    settings: { ...settings },
    offsetRanges,
  };
}

function clusterIdOf(db: SqliteDatabase): string {
  const found = db.prepare('SELECT cluster_id AS id FROM log').get();
  if (found !== undefined) return String(found.id);
  const id = randomUUID();
  db.prepare('INSERT INTO log VALUES (?)').run(id);
  return id;
}

function loadTopics(db: SqliteDatabase): Map<string, Topic> {
  const topics = new Map<string, Topic>();
  for (const row of db.prepare('SELECT * FROM topic').all()) {
    const rows = db
      .prepare('SELECT start, next FROM extent WHERE topic = ? ORDER BY partition')
      .all(Number(row.number));
    topics.set(String(row.name), {
      number: Number(row.number),
      name: String(row.name),
      topicId: String(row.topic_id),
      partitions: Number(row.partitions),
      cleanup: row.cleanup === 'compact' ? 'compact' : 'delete',
      retentionMs: Number(row.retention_ms),
      settings: JSON.parse(String(row.settings)),
      offsetRanges: rows.map((offsetRange) => ({
        start: Number(offsetRange.start),
        next: Number(offsetRange.next),
      })),
    });
  }
  return topics;
}
