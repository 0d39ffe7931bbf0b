import { type NodeCountry, progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import type { EventLog, LogBatch } from '@waylight/event-log';
import type { Component, Logger } from '@waylight/service-kit';
import type { Ledger } from '../ledger/ledger.ts';
import { createBackoff } from '../outbox/backoff.ts';
import { applyProgress } from './apply.ts';
import type { LatestProgress } from './latest.ts';

export type FollowOptions = {
  readonly country: NodeCountry;
  readonly ledger: Ledger;
  readonly eventLog: EventLog;
  readonly latest: LatestProgress;
  readonly log: Logger;
  readonly nowMs: () => number;
};

/** The newest message says everything; some before it are read too, because compaction leaves gaps. */
const LOOK_BACK = 50;

/** Reads what the region tells this node, and moves its receipts on. */
export function createProgressFollower(options: FollowOptions): Component {
  return {
    name: 'progress',
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

async function run(options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { log, country } = options;
  const backoff = createBackoff({ firstMs: 250, lastMs: 30_000 });
  while (!signal.aborted) {
    try {
      await follow(options, signal, () => backoff.reset());
    } catch (error) {
      if (signal.aborted) return;
      log.warn('the progress of the region was not reached', { node: country, error });
      await backoff.wait(signal);
    }
  }
}

async function follow(options: FollowOptions, signal: AbortSignal, reached: () => void): Promise<void> {
  const { eventLog, country } = options;
  const topic = progressTopic(country);
  const [bounds] = await eventLog.offsets(topic);
  const from = Math.max(bounds?.start ?? 0, (bounds?.end ?? 0) - LOOK_BACK);
  for await (const batch of eventLog.readFrom({ topic, partition: 0 }, from, { signal, until: 'follow' })) {
    reached();
    await take(options, batch, signal);
  }
}

async function take(
  { ledger, latest, log, country, nowMs }: FollowOptions,
  batch: LogBatch,
  signal: AbortSignal,
): Promise<void> {
  const value = batch.records.findLast((record) => record.value !== null)?.value;
  if (value == null) return;
  try {
    latest.set(NodeProgress.decode(value));
  } catch (error) {
    log.warn('a progress message could not be read and is skipped', {
      node: country,
      offset: batch.nextOffset,
      error,
    });
    return;
  }
  const progress = latest.progress();
  if (progress !== undefined) await applyProgress(ledger, progress, nowMs, signal);
}
