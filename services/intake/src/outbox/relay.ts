import type { NodeCountry } from '@waylight/contracts';
import type { AppendedAt, Appender, EventLog } from '@waylight/event-log';
import type { Component, Health, Logger } from '@waylight/service-kit';
import type { Ledger } from '../ledger/ledger.ts';
import type { OnLog, Outgoing } from '../ledger/outbox-rows.ts';
import type { NodeMetrics } from '../metrics.ts';
import type { LatestProgress } from '../progress/latest.ts';
import { type Backoff, createBackoff, sleep } from './backoff.ts';
import { meetLog, topicsOf } from './log-of-node.ts';

export type RelayOptions = {
  readonly country: NodeCountry;
  readonly partitions: number;
  readonly ledger: Ledger;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly latest: LatestProgress;
  readonly health: Health;
  readonly metrics: NodeMetrics;
  readonly log: Logger;
  readonly nowMs: () => number;
};

/** As many rows as one transaction of the region's store takes. */
const BATCH = 2_000;
const APPEND_DEADLINE_MS = 30_000;
/** How long it lets rows gather after the first, so that each append and each commit of its answer carries many. */
const LINGER_MS = 40;
/** With nothing to send the loop still ticks this often, so that one that hangs is noticed. */
const IDLE_MS = 5_000;
const MAX_SILENCE_MS = 120_000;

/**
 * Puts what the ledger has accepted on the log, in order, one append at a time. After an error the same rows go again:
 * the same bytes under the same key, which no reader counts twice. It works while the log is away by waiting, and needs
 * nobody's help to catch up: taking reports does not depend on it.
 */
export function createRelay(options: RelayOptions): Component {
  return {
    name: 'relay',
    start: async () => {
      const stopping = new AbortController();
      const running = run(options, stopping.signal);
      return {
        stop: async () => {
          stopping.abort();
          await running;
        },
      };
    },
  };
}

async function run(options: RelayOptions, signal: AbortSignal): Promise<void> {
  const { ledger, health, metrics, log } = options;
  const backoff = createBackoff({ firstMs: 250, lastMs: 30_000 });
  const heartbeat = health.heartbeat('relay', MAX_SILENCE_MS);
  const wake = createWake(ledger);
  let met = false;
  while (!signal.aborted) {
    heartbeat.tick();
    try {
      met ||= await meet(options);
      const batch = met ? ledger.outbox.next(BATCH) : [];
      if (batch.length > 0) await send(options, batch, signal);
      if (met) backoff.reset();
      else await backoff.wait(signal);
      if (met && batch.length < BATCH) await wake.wait(signal);
    } catch (error) {
      if (signal.aborted) break;
      // It may come back as another log.
      met = false;
      await failed(options, error, backoff, signal);
    }
    metrics.outboxDepth(ledger.outbox.depth());
  }
  wake.close();
  heartbeat.remove();
  log.debug('relay stopped', { node: options.country });
}

async function meet({ eventLog, country, partitions, ledger, log }: RelayOptions): Promise<boolean> {
  const { problems, queuedAgain } = await meetLog(eventLog, country, partitions, ledger);
  if (problems.length > 0) {
    log.warn('the topics of this node are not as the registry wants them', {
      node: country,
      count: problems.length,
    });
    return false;
  }
  if (queuedAgain > 0)
    log.warn('the log is another than before; everything shared is sent again', {
      node: country,
      count: queuedAgain,
    });
  return true;
}

async function send(
  { country, appender, ledger, latest, metrics, nowMs }: RelayOptions,
  batch: readonly Outgoing[],
  signal: AbortSignal,
): Promise<void> {
  const topics = topicsOf(country);
  const sends = [
    { topic: topics.reports, records: batch.filter(({ kind }) => kind === 'report') },
    { topic: topics.activity, records: batch.filter(({ kind }) => kind === 'activity') },
  ].filter(({ records }) => records.length > 0);
  const positions = await appender.appendAll(sends, { signal, deadlineMs: APPEND_DEADLINE_MS });
  const sent = sends.flatMap(({ records }, i) => placed(records, positions[i] ?? []));
  const organisations = ledger.outbox.markLogged(sent, latest.progress(), nowMs());
  metrics.relayed(sent.length);
  ledger.changes.announce(organisations);
}

function placed(batch: readonly Outgoing[], at: readonly AppendedAt[]): (Outgoing & OnLog)[] {
  return batch.flatMap((one, i) => {
    const position = at[i];
    return position === undefined ? [] : [{ ...one, ...position }];
  });
}

async function failed(
  { country, log, metrics }: RelayOptions,
  error: unknown,
  backoff: Backoff,
  signal: AbortSignal,
): Promise<void> {
  metrics.relayFailed();
  log.warn('the event log was not reached; the same is sent again', { node: country, error });
  await backoff.wait(signal);
}

/** Wakes when the ledger has changed, or after a while. */
function createWake(ledger: Ledger) {
  let hasNews = false;
  let wake: (() => void) | undefined;
  const off = ledger.changes.onAny(() => {
    hasNews = true;
    wake?.();
  });
  return {
    async wait(signal: AbortSignal): Promise<void> {
      if (!hasNews) {
        const idle = new AbortController();
        wake = () => idle.abort();
        await sleep(IDLE_MS, AbortSignal.any([signal, idle.signal]));
        wake = undefined;
      }
      await sleep(LINGER_MS, signal);
      hasNews = false;
    },
    close: off,
  };
}
