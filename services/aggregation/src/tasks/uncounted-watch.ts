import type { EventLog } from '@waylight/event-log';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { RawCellStore } from '@waylight/view-store';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { type CountingLag, readExtent, readLags } from '../count/log-positions.ts';
import type { AggregationMetrics } from '../metrics.ts';

export type UncountedWatchOptions = {
  readonly eventLog: EventLog;
  readonly live: Pick<LiveConsumption, 'store'>;
  readonly metrics: Pick<AggregationMetrics, 'setOldestUncounted'>;
  readonly everyMs: number;
  readonly log: Logger;
};

/** A read can wait without end for a record that compaction has removed. */
const READ_TIMEOUT_MS = 5_000;

/** Measures how long the oldest uncounted record waits. All nodes are measured together, because lag of one counts its reports. */
export function createUncountedWatch(options: UncountedWatchOptions): Component {
  const { eventLog, live, metrics, everyMs, log } = options;
  return repeatUntilStopped({
    name: 'uncounted records',
    everyMs,
    onError: (error) => log.debug('cannot read the oldest uncounted record', { error }),
    work: async ({ signal }) => {
      metrics.setOldestUncounted(await readOldestUncounted(eventLog, live.store(), signal));
      return undefined;
    },
  });
}

/** Time at which the oldest uncounted record was appended, by the broker's clock; undefined if everything is counted. */
export async function readOldestUncounted(
  eventLog: EventLog,
  store: RawCellStore,
  signal: AbortSignal,
): Promise<number | undefined> {
  let oldestMs: number | undefined;
  for (const partition of await readLags(eventLog, store)) {
    if (partition.lag === 0) continue;
    const appendedMs = await readFirstTime(eventLog, partition, signal);
    if (appendedMs !== undefined) oldestMs = Math.min(appendedMs, oldestMs ?? appendedMs);
  }
  return oldestMs;
}

/** Compaction may have left only gaps, which need no counting. */
async function readFirstTime(
  eventLog: EventLog,
  { id, position }: CountingLag,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { start, end } = await readExtent(eventLog, id);
  const from = Math.max(position, start);
  if (from >= end) return undefined;
  const timeout = AbortSignal.timeout(READ_TIMEOUT_MS);
  const options = { until: end, maxBatchRecords: 1, signal: AbortSignal.any([signal, timeout]) };
  try {
    for await (const { records } of eventLog.readFrom(id, from, options))
      for (const { timestampMs } of records) return timestampMs;
  } catch (error) {
    if (signal.aborted || !timeout.aborted) throw error;
  }
  return undefined;
}
