import { heartbeatTopic, type NodeCountry } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import type { Appender } from '@waylight/event-log';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import { CODE_BOOK_VERSION } from '@waylight/taxonomy';

export type HeartbeatOptions = {
  readonly country: NodeCountry;
  readonly appender: Appender;
  readonly log: Logger;
  readonly nowMs: () => number;
};

const HOUR_MS = 3_600_000;
const DEADLINE_MS = 30_000;

/** Publishes a heartbeat at the start and every hour, with or without reports. */
export function createNodeHeartbeat({ country, appender, log, nowMs }: HeartbeatOptions): Component {
  return repeatUntilStopped({
    name: 'heartbeat',
    everyMs: HOUR_MS,
    backoff: { firstMs: 1_000, lastMs: 60_000 },
    onError: (error) => log.debug('the heartbeat was not published; retrying', { node: country, error }),
    work: async ({ signal }) => {
      const value = NodeHeartbeat.encode({
        node: Country[country],
        hour: Math.floor(nowMs() / HOUR_MS),
        codeBookVersion: CODE_BOOK_VERSION,
      }).finish();
      const record = { key: Buffer.from(country), value };
      await appender.append(heartbeatTopic(country), [record], { signal, deadlineMs: DEADLINE_MS });
      return undefined;
    },
  });
}
