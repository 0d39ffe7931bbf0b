import type { LiveRegistry } from '@waylight/access';
import {
  type ChainHeads,
  createChainComparison,
  createChainGauge,
  createChainHeadPublisher,
  createServiceAudit,
  readChainHeads,
  type ServiceAudit,
} from '@waylight/audit';
import { INSIGHTS_AUDIT_HEADS_TOPIC, topicRegistry } from '@waylight/contracts';
import { type EventLog, openEventLog } from '@waylight/event-log';
import { type Component, type Logger, type Metrics, startInOrder } from '@waylight/service-kit';
import type { InsightsConfig } from './config.ts';

export function createInsightsAudit(
  config: InsightsConfig,
  registry: LiveRegistry,
  nowMs: () => number,
  log: Logger,
): ServiceAudit {
  return createServiceAudit({
    ...{ file: config.auditFile, variable: 'WAYLIGHT_INSIGHTS_AUDIT_FILE', name: config.auditName },
    ...{ registry, nowMs, log },
    config,
  });
}

export type ChainHeadsSettings = {
  readonly config: InsightsConfig;
  readonly audit: ServiceAudit;
  /** One that is given stays open at a stop. */
  readonly eventLog: EventLog | undefined;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Told how heads are read, before the server starts. */
  readonly onReady: (readChain: (chain: string) => (signal: AbortSignal) => Promise<ChainHeads>) => void;
};

const STOP_TIMEOUT_MS = 10_000;

/** What the audit ends with goes on the log: the one topic that insights may write there, and read. The log may be away. */
export function createChainHeads({
  config,
  audit,
  eventLog,
  metrics,
  log,
  onReady,
}: ChainHeadsSettings): Component {
  const onCompared = createChainGauge(metrics);
  return {
    name: 'heads of the audit',
    start: async (signal) => {
      const openLog = eventLog ?? (await openOwnLog(config, log));
      const appender = openLog.createAppender();
      const topicOptions = { topic: INSIGHTS_AUDIT_HEADS_TOPIC, foreignChains: config.auditsBeside };
      onReady((chain) => (until) => readChainHeads(openLog, { ...topicOptions, chain }, until));
      const closing = async (): Promise<void> => {
        await appender.close();
        if (eventLog === undefined) await openLog.close();
      };
      const headOptions = {
        ...{ ...topicOptions, store: audit.store(), waitUntilDurable: async () => undefined },
        ...{ eventLog: openLog, appender, everyMs: config.auditHeadsMs, log, onCompared },
      };
      return startInOrder(
        [
          { name: 'event log', start: async () => ({ stop: closing }) },
          createChainHeadPublisher(headOptions),
          createChainComparison(headOptions),
        ],
        { log, signal, stopTimeoutMs: STOP_TIMEOUT_MS },
      );
    },
  };
}

/** A log of its own has nobody else to make its topic. */
async function openOwnLog(config: InsightsConfig, log: Logger): Promise<EventLog> {
  const eventLog = await openEventLog(config, { service: 'INSIGHTS', clientId: 'waylight-insights', log });
  if (config.eventLog === 'embedded')
    await eventLog.applyTopics(topicRegistry().filter(({ name }) => name === INSIGHTS_AUDIT_HEADS_TOPIC));
  return eventLog;
}
