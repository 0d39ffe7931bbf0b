import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import type { NodeProgress } from '@waylight/contracts/operations';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { Ledger } from '../ledger.ts';
import type { LatestProgress } from './latest-progress.ts';
import { createPartitionRows, type PartitionRows, type PartitionSummary } from './partition-rows.ts';
import { hex } from './progress.ts';

export type ComparisonOptions = {
  readonly country: NodeCountry;
  readonly everyMs: number;
  readonly ledger: Ledger;
  /** Number of records that are not on the log yet. */
  readonly outboxDepth: () => number;
  readonly latest: Pick<LatestProgress, 'message'>;
  readonly log: Logger;
};

const CHUNK = 2_000;

/**
 * Compares the region's counts of this node with the ledger, and sends a partition again if it differs. The
 * region drops records that it has counted, and counts records that it has lost. Only a partition without
 * pending changes is compared. An older revision that is last on the log does not show here, because the region
 * still counts the newer one; see `OutdatedRecord`.
 */
export function createComparison(options: ComparisonOptions): Component {
  const { country, everyMs, log } = options;
  const history: ResendHistory = new Map();
  const partitions = createPartitionRows(options.ledger);
  return repeatUntilStopped({
    name: 'comparison',
    everyMs,
    initialDelayMs: everyMs,
    onError: (error) =>
      log.warn('the ledger could not be compared with the region', { node: country, error }),
    work: async () => {
      await compareOnce(options, partitions, history);
      return undefined;
    },
  });
}

/** For each partition that differs: how often it was sent again, and how many more comparisons skip it. */
export type ResendHistory = Map<number, { readonly times: number; readonly skips: number }>;

/** Maximum number of skipped comparisons: a day of hourly comparisons. */
const MAX_SKIPPED = 23;
/** A difference that remains after so many resends is logged as an error: its cause is not a loss of the log. */
const RESENDS_BEFORE_ERROR = 3;

/** A difference that remains is sent again ever more rarely, as `history` counts. */
export async function compareOnce(
  { country, ledger, outboxDepth, latest, log }: Omit<ComparisonOptions, 'everyMs'>,
  partitions: PartitionRows,
  history: ResendHistory,
): Promise<void> {
  const nodeProgress = latest.message();
  if (nodeProgress === undefined || outboxDepth() > 0) return;
  let hasChanged = false;
  const unsubscribe = ledger.changes.subscribe(() => {
    hasChanged = true;
  });
  const own = await partitions.read(CHUNK, () => nextTurn());
  unsubscribe();
  // The read takes several turns of the event loop. After a change in between, its result is not consistent.
  if (hasChanged) return;
  for (const { partition, isEqual } of comparePartitions(nodeProgress, own)) {
    if (isEqual) {
      history.delete(partition);
      continue;
    }
    const { times, skips } = history.get(partition) ?? { times: 0, skips: 0 };
    if (skips > 0) {
      history.set(partition, { times, skips: skips - 1 });
      continue;
    }
    history.set(partition, { times: times + 1, skips: Math.min(2 ** times - 1, MAX_SKIPPED) });
    const count = partitions.queuePartition(partition);
    // Wakes the relay. No receipt changes.
    ledger.changes.notify(new Set());
    const facts = { node: country, partition, count };
    if (times < RESENDS_BEFORE_ERROR)
      log.warn('the region counts other reports than the ledger contains; the reports are sent again', facts);
    else
      log.error(
        'the region counts other reports than the ledger contains, also after they were sent again: see the runbook for a rebuild',
        facts,
      );
  }
}

const EMPTY_PARTITION: PartitionSummary = {
  reports: 0,
  digest: '0'.repeat(32),
  lastOffset: -1,
  isSettled: true,
};

/** Compares each partition that the region has counted to its end with the ledger. Pure function. */
export function comparePartitions(
  nodeProgress: Pick<NodeProgress, 'partitions'>,
  own: ReadonlyMap<number, PartitionSummary>,
): { readonly partition: number; readonly isEqual: boolean }[] {
  return nodeProgress.partitions.flatMap((one) => {
    const { partition, nextOffset, refusedReferences, currentReports, currentDigest } = one;
    const { reports, digest, lastOffset, isSettled } = own.get(partition) ?? EMPTY_PARTITION;
    // The region counts an older revision of a refused report, or none. That is not a loss.
    if (!isSettled || Number(nextOffset) <= lastOffset || refusedReferences.length > 0) return [];
    return [{ partition, isEqual: currentReports === reports && hex(currentDigest) === digest }];
  });
}
