import type { EventLog, LogRecord, PartitionId } from '@waylight/event-log';
import { readExtent } from '../count/log-positions.ts';

/** Last records of a partition, the oldest first. There are fewer than `limit` if compaction left gaps. */
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
