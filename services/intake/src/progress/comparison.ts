import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import type { NodeProgress } from '@waylight/contracts/operations';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { Ledger } from '../ledger/ledger.ts';
import type { LatestProgress } from './latest-progress.ts';
import type { PartitionSummary } from './partition-rows.ts';
import { hex } from './progress.ts';

export type ComparisonOptions = {
  readonly country: NodeCountry;
  readonly everyMs: number;
  readonly ledger: Ledger;
  readonly latest: Pick<LatestProgress, 'message'>;
  readonly log: Logger;
};

const CHUNK = 2_000;

/**
 * Holds what the region says it counts of this node against the ledger, and sends a partition again that differs: what
 * the region has already it drops, what it has lost it counts. Only a partition that stands still is compared.
 */
export function createComparison(options: ComparisonOptions): Component {
  const { country, everyMs, log } = options;
  const sent: ResendHistory = new Map();
  return repeatUntilStopped({
    name: 'comparison',
    everyMs,
    initialDelayMs: everyMs,
    onError: (error) =>
      log.warn('the ledger could not be compared with the region', { node: country, error }),
    work: async () => {
      await compareOnce(options, sent);
      return undefined;
    },
  });
}

/** Of each partition that differs, how often it was sent for that, and how many comparisons more are left out. */
export type ResendHistory = Map<number, { readonly times: number; readonly left: number }>;

/** A day, where it is compared every hour. */
const MAX_SKIPPED = 23;
/** After so often it is not the log that lost something. */
const MAX_RESENDS = 3;

/** `sent` remembers what was answered by sending again: a difference that stays is sent more and more rarely, and called out. */
export async function compareOnce(
  { country, ledger, latest, log }: Omit<ComparisonOptions, 'everyMs'>,
  sent: ResendHistory,
): Promise<void> {
  const nodeProgress = latest.message();
  if (nodeProgress === undefined || ledger.outbox.depth() > 0) return;
  let hasChanged = false;
  const off = ledger.changes.subscribe(() => {
    hasChanged = true;
  });
  const own = await ledger.partitions.read(CHUNK, () => nextTurn());
  off();
  // Read over several turns: with a change in between it is a picture of no moment.
  if (hasChanged) return;
  for (const { partition, isEqual } of comparePartitions(nodeProgress, own)) {
    if (isEqual) {
      sent.delete(partition);
      continue;
    }
    const { times, left } = sent.get(partition) ?? { times: 0, left: 0 };
    if (left > 0) {
      sent.set(partition, { times, left: left - 1 });
      continue;
    }
    sent.set(partition, { times: times + 1, left: Math.min(2 ** times - 1, MAX_SKIPPED) });
    const count = ledger.partitions.queuePartition(partition);
    ledger.changes.notify(new Set());
    const facts = { node: country, partition, count };
    if (times < MAX_RESENDS)
      log.warn('the region counts other reports than the ledger holds; they are sent again', facts);
    else
      log.error(
        'the region counts other reports than the ledger holds, and sending them again does not change that: see the runbook for a rebuild',
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

/** Of each partition that can be compared, whether the region counts what the ledger holds: it has counted everything there. Pure. */
export function comparePartitions(
  nodeProgress: Pick<NodeProgress, 'partitions'>,
  own: ReadonlyMap<number, PartitionSummary>,
): { readonly partition: number; readonly isEqual: boolean }[] {
  return nodeProgress.partitions.flatMap((one) => {
    const { partition, nextOffset, refusedReferences, currentReports, currentDigest } = one;
    const { reports, digest, lastOffset, isSettled } = own.get(partition) ?? EMPTY_PARTITION;
    // What the region refused, it counts in an older revision or not at all: that is no loss.
    if (!isSettled || Number(nextOffset) <= lastOffset || refusedReferences.length > 0) return [];
    return [{ partition, isEqual: currentReports === reports && hex(currentDigest) === digest }];
  });
}
