import type { NodeCountry } from '@waylight/contracts';
import type { AppendedAt, Appender, EventLog } from '@waylight/event-log';
import { type Component, type Health, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import { LedgerError } from '../ledger/ledger-error.ts';
import type { Ledger } from '../ledger.ts';
import type { NodeMetrics } from '../metrics.ts';
import type { LatestProgress } from '../progress/latest-progress.ts';
import { createOutboxRows, type OutboxRecord, type OutboxRows, type RecordPosition } from './outbox-rows.ts';
import { nodeTopics, verifyLog } from './verify-log.ts';

export type RelayOptions = {
  readonly country: NodeCountry;
  readonly partitions: number;
  /** Milliseconds to gather rows after the first, so that each append and its commit contain many rows. */
  readonly lingerMs: number;
  readonly ledger: Ledger;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly latest: LatestProgress;
  /** False while a restored ledger is not reconciled. Until then nothing is sent. */
  readonly isReconciled: () => boolean;
  readonly health: Health;
  readonly metrics: NodeMetrics;
  readonly log: Logger;
  readonly nowMs: () => number;
  /** Called if the ledger could not mark records as logged. The records are then sent again. */
  readonly onLedgerFailure: (error: LedgerError) => void;
};

/** As many as aggregation counts in one commit; see `commitLimits.events`. */
const BATCH_SIZE = 2_000;
const APPEND_DEADLINE_MS = 30_000;
/** An idle loop still runs at this interval, so that a hanging loop is detected. */
const IDLE_MS = 5_000;
const MAX_SILENCE_MS = 120_000;

/**
 * Appends accepted revisions to the log, in order, one append at a time. After an error the relay sends the
 * same rows again: the same bytes under the same key, which no reader counts twice. While the log is
 * unreachable the relay waits, and catches up afterwards. Accepting reports does not depend on the relay.
 */
export function createRelay(options: RelayOptions): Component {
  const { ledger, health, metrics, log, country } = options;
  const outbox = createOutboxRows(ledger);
  let isLogVerified = false;
  return repeatUntilStopped({
    name: 'relay',
    everyMs: IDLE_MS,
    backoff: { firstMs: 250, lastMs: 30_000 },
    watch: { health, maxSilenceMs: MAX_SILENCE_MS },
    wake: { subscribe: (news) => ledger.changes.subscribe(news), coalesceMs: options.lingerMs },
    onError: (error) => {
      // The log may have been replaced before it is reachable again.
      isLogVerified = false;
      metrics.countRelayFailure();
      if (error instanceof LedgerError) options.onLedgerFailure(error);
      else
        log.warn('the event log could not be reached; the same records are sent again', {
          node: country,
          error,
        });
    },
    work: async ({ signal }) => {
      try {
        if (!options.isReconciled()) return 'unready';
        isLogVerified ||= await verifyLogOrWarn(options, outbox);
        if (!isLogVerified) return 'unready';
        const batch = outbox.next(BATCH_SIZE);
        // The ledger must be durable before the append. A record on the log that the ledger then lost would
        // count without a receipt.
        await ledger.waitUntilDurable();
        if (batch.length > 0) await send(options, outbox, batch, signal);
        return batch.length < BATCH_SIZE ? undefined : 'more';
      } finally {
        metrics.setOutboxRecords(outbox.depth());
      }
    },
  });
}

async function verifyLogOrWarn(
  { eventLog, country, partitions, ledger, log }: RelayOptions,
  outbox: OutboxRows,
): Promise<boolean> {
  const { problems, queuedAgain } = await verifyLog(eventLog, country, partitions, ledger, outbox);
  if (problems.length > 0) {
    log.warn('the topics of this node do not match the topic registry', {
      node: country,
      count: problems.length,
    });
    return false;
  }
  if (queuedAgain > 0)
    log.warn('the event log was replaced; all shared records are requeued', {
      node: country,
      count: queuedAgain,
    });
  return true;
}

async function send(
  { country, appender, ledger, latest, nowMs }: RelayOptions,
  outbox: OutboxRows,
  batch: readonly OutboxRecord[],
  signal: AbortSignal,
): Promise<void> {
  const topics = nodeTopics(country);
  const sends = [
    { topic: topics.reports, records: batch.filter(({ kind }) => kind === 'report') },
    { topic: topics.activity, records: batch.filter(({ kind }) => kind === 'activity') },
  ].filter(({ records }) => records.length > 0);
  const positions = await appender.appendAll(sends, { signal, deadlineMs: APPEND_DEADLINE_MS });
  const sent = sends.flatMap(({ records }, i) => withPositions(records, positions[i] ?? []));
  const organisations = outbox.markLogged(sent, latest.progress(), nowMs());
  ledger.changes.notify(organisations);
}

function withPositions(
  batch: readonly OutboxRecord[],
  at: readonly AppendedAt[],
): (OutboxRecord & RecordPosition)[] {
  return batch.flatMap((one, i) => {
    const position = at[i];
    return position === undefined ? [] : [{ ...one, ...position }];
  });
}
