import type { LogBatch, PartitionId } from '../port.ts';
import type { LogDatabase } from './database.ts';

/** Reads the next batch from an offset. If the partition ends with a gap, `nextOffset` is the end of the partition. */
export function readBatch(
  db: LogDatabase,
  id: PartitionId,
  from: number,
  before: number,
  limit: number,
): LogBatch {
  const end = db.offsetRange(id).next;
  const until = Math.min(before, end);
  const records = db.read(id, from, until, limit);
  const last = records.at(-1);
  const more = records.length === limit && last !== undefined;
  return {
    id,
    log: { clusterId: db.clusterId, topicId: db.topic(id.topic).topicId },
    fromOffset: from,
    records,
    nextOffset: more ? last.offset + 1 : Math.max(from, until),
    highWatermark: end,
  };
}
