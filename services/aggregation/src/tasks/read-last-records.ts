import type { EventLog, LogRecord, PartitionId } from '@waylight/event-log';
import { readExtent } from '../count/log-positions.ts';

/** Last records of a partition, oldest first; fewer than `limit` after gaps of compaction. */
export async function readLastRecords(
  log: EventLog,
  id: PartitionId,
  limit: number,
  signal?: AbortSignal,
): Promise<LogRecord[]> {
  const { start, end } = await readExtent(log, id);
  if (end === start) return [];
  const from = Math.max(start, end - limit);
  const records: LogRecord[] = [];
  for await (const batch of log.readFrom(id, from, { until: end, ...(signal ? { signal } : {}) }))
    records.push(...batch.records);
  return records.slice(-limit);
}
