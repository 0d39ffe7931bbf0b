import type { EventLog, LogRecord, PartitionId } from '@waylight/event-log';

/** The last records of a partition, oldest first: at most so many, fewer where compaction left gaps. */
export async function readLastRecords(
  log: EventLog,
  id: PartitionId,
  most: number,
  signal?: AbortSignal,
): Promise<LogRecord[]> {
  const extent = (await log.offsets(id.topic)).find(({ partition }) => partition === id.partition);
  if (extent === undefined || extent.end === extent.start) return [];
  const from = Math.max(extent.start, extent.end - most);
  const records: LogRecord[] = [];
  for await (const batch of log.readFrom(id, from, { until: extent.end, ...(signal ? { signal } : {}) }))
    records.push(...batch.records);
  return records.slice(-most);
}
