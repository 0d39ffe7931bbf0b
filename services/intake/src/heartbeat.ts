import { heartbeatTopic, type NodeCountry } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import type { Appender } from '@waylight/event-log';
import type { Component, Logger } from '@waylight/service-kit';
import { CODE_BOOK_VERSION } from '@waylight/taxonomy';
import { createBackoff, sleep } from './outbox/backoff.ts';

export type HeartbeatOptions = {
  readonly country: NodeCountry;
  readonly everyMs: number;
  readonly appender: Appender;
  readonly log: Logger;
  readonly nowMs: () => number;
};

const HOUR_MS = 3_600_000;
const DEADLINE_MS = 30_000;

/** Says at the start and every hour that the node is there, whether or not it has reports. */
export function createNodeHeartbeat(options: HeartbeatOptions): Component {
  return {
    name: 'heartbeat',
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

async function run(
  { country, everyMs, appender, log, nowMs }: HeartbeatOptions,
  signal: AbortSignal,
): Promise<void> {
  const backoff = createBackoff({ firstMs: 1_000, lastMs: 60_000 });
  while (!signal.aborted) {
    const value = NodeHeartbeat.encode({
      node: Country[country],
      hour: Math.floor(nowMs() / HOUR_MS),
      codeBookVersion: CODE_BOOK_VERSION,
    }).finish();
    try {
      const record = { key: Buffer.from(country), value };
      await appender.append(heartbeatTopic(country), [record], { signal, deadlineMs: DEADLINE_MS });
      backoff.reset();
      await sleep(everyMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.debug('the heartbeat was not sent; it is tried again', { node: country, error });
      await backoff.wait(signal);
    }
  }
}
