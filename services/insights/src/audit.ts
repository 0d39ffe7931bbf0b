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
import { type Appender, type EventLog, openEventLog } from '@waylight/event-log';
import type { Component, Logger, Metrics, SetCertificateExpiry } from '@waylight/service-kit';
import type { InsightsConfig } from './config.ts';

export function createInsightsAudit(
  config: InsightsConfig,
  registry: LiveRegistry,
  nowMs: () => number,
  log: Logger,
): ServiceAudit {
  return createServiceAudit({
    file: config.auditFile,
    variable: 'WAYLIGHT_INSIGHTS_AUDIT_FILE',
    name: config.auditName,
    registry,
    nowMs,
    log,
    config,
  });
}

export type ChainHeadsOptions = {
  readonly audit: ServiceAudit;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly foreignChains: readonly string[];
  readonly everyMs: number;
  readonly metrics: Metrics;
  readonly log: Logger;
};

/** Publishes the audit's chain head on the log, and compares the published heads with the audit. Kafka may be down. */
export function createChainHeads({ audit, eventLog, foreignChains, metrics, ...rest }: ChainHeadsOptions): {
  readonly components: readonly Component[];
  readonly readerOf: (chain: string) => (signal: AbortSignal) => Promise<ChainHeads>;
} {
  const query = { topic: INSIGHTS_AUDIT_HEADS_TOPIC, foreignChains };
  const options = {
    ...query,
    ...rest,
    eventLog,
    store: audit.store(),
    waitUntilDurable: async () => undefined,
    onCompared: createChainGauge(metrics),
  };
  return {
    components: [createChainHeadPublisher(options), createChainComparison(options)],
    readerOf: (chain) => (signal) => readChainHeads(eventLog, { ...query, chain }, signal),
  };
}

/** Opens the one topic that insights may write. In an embedded log, insights must create this topic itself. */
export async function openInsightsLog(
  config: InsightsConfig,
  log: Logger,
  setExpiry: SetCertificateExpiry,
): Promise<EventLog> {
  const eventLog = await openEventLog(config, {
    service: 'INSIGHTS',
    clientId: 'waylight-insights',
    log,
    onCertificate: (certificate) => setExpiry('kafka', certificate),
  });
  if (config.eventLog === 'embedded')
    await eventLog.applyTopics(topicRegistry().filter(({ name }) => name === INSIGHTS_AUDIT_HEADS_TOPIC));
  return eventLog;
}
