import { setImmediate as nextTurn } from 'node:timers/promises';
import { type NodeCountry, progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import type { EventLog, LogBatch } from '@waylight/event-log';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { Ledger } from '../ledger.ts';
import { applyProgress } from './apply-progress.ts';
import type { LatestProgress } from './latest-progress.ts';
import { createOutdatedRows, type OutdatedRows } from './outdated-rows.ts';
import { createProgressRows, type ProgressRows } from './progress-rows.ts';

export type ProgressFollowerOptions = {
  readonly country: NodeCountry;
  readonly ledger: Ledger;
  readonly eventLog: EventLog;
  readonly latest: LatestProgress;
  readonly log: Logger;
  readonly nowMs: () => number;
};

/** Number of offsets to read before the end. Only the newest message counts, but compaction leaves gaps. */
const LOOK_BACK = 50;
/** Rows of the ledger that are read at once. */
const CHUNK = 2_000;
/** Pause before another read, if a read ends without an error or a stop. */
const READ_AGAIN_MS = 1_000;

type Rows = { readonly progress: ProgressRows; readonly outdated: OutdatedRows };

/** Follows the region's progress on this node, and advances receipts. */
export function createProgressFollower(options: ProgressFollowerOptions): Component {
  const rows = { progress: createProgressRows(options.ledger), outdated: createOutdatedRows(options.ledger) };
  return repeatUntilStopped({
    name: 'progress',
    everyMs: READ_AGAIN_MS,
    backoff: { firstMs: 250, lastMs: 30_000 },
    onError: (error) =>
      options.log.warn('the progress of the region could not be read; retrying', {
        node: options.country,
        error,
      }),
    work: async ({ signal, reportProgress }) => {
      await follow(options, rows, signal, reportProgress);
      return undefined;
    },
  });
}

async function follow(
  options: ProgressFollowerOptions,
  rows: Rows,
  signal: AbortSignal,
  onBatch: () => void,
): Promise<void> {
  const { eventLog, country } = options;
  const topic = progressTopic(country);
  const [bounds] = await eventLog.offsets(topic);
  const from = Math.max(bounds?.start ?? 0, (bounds?.end ?? 0) - LOOK_BACK);
  for await (const batch of eventLog.readFrom({ topic, partition: 0 }, from, { signal, until: 'follow' })) {
    onBatch();
    await handleBatch(options, rows, batch, signal);
  }
}

async function handleBatch(
  { ledger, latest, log, country, nowMs }: ProgressFollowerOptions,
  rows: Rows,
  batch: LogBatch,
  signal: AbortSignal,
): Promise<void> {
  const record = batch.records.findLast(({ value }) => value !== null);
  if (record?.value == null) return;
  try {
    latest.set(NodeProgress.decode(record.value), record.timestampMs);
  } catch (error) {
    log.warn('a progress message could not be decoded and is skipped', {
      node: country,
      offset: batch.nextOffset,
      error,
    });
    return;
  }
  const progress = latest.progress();
  if (progress !== undefined) await applyProgress(ledger, rows.progress, progress, nowMs, signal);
  const message = latest.message();
  const count = message === undefined ? 0 : await repairLog(ledger, rows.outdated, message);
  if (count > 0)
    log.warn('older revisions are last on the event log; the current revisions are appended again', {
      node: country,
      count,
    });
}

/** Queues the current revisions of outdated records again. Returns their number. */
export async function repairLog(
  ledger: Pick<Ledger, 'readKnownLog' | 'changes'>,
  outdated: OutdatedRows,
  message: NodeProgress,
): Promise<number> {
  const isActivityOnLog = message.activityTopicId === ledger.readKnownLog().activityTopicId;
  const activity = isActivityOnLog ? message.outdatedActivity : [];
  const count =
    (await outdated.queueReports(message.outdatedReports, CHUNK, () => nextTurn())) +
    (await outdated.queueActivity(activity, CHUNK, () => nextTurn()));
  if (count > 0) ledger.changes.notify(new Set());
  return count;
}
