import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { type HostPort, type Logger, needed, readKey, showHostPort } from '@waylight/service-kit';
import { createEmbeddedEventLog } from '../embedded/embedded-event-log.ts';
import { createKafkaEventLog } from '../kafka/kafka-event-log.ts';
import type { EventLog, LogSink } from '../port.ts';
import { withTopicPrefix } from '../topic-prefix.ts';

/** The part of a configuration that `eventLogFields` makes. */
export type EventLogConfig = {
  readonly eventLog: 'kafka' | 'embedded';
  readonly eventLogFile?: string | undefined;
  readonly kafkaBrokers?: readonly HostPort[] | undefined;
  readonly kafkaCaFile?: string | undefined;
  readonly kafkaCertificateFile?: string | undefined;
  readonly kafkaKeyFile?: string | undefined;
  readonly topicPrefix?: string | undefined;
};

export type OpenOptions = { readonly clientId: string; readonly log: Logger };

/**
 * The event log of the configuration. On Kafka nothing is connected yet, so that a service may start while it is away.
 * @throws ConfigError where what the chosen one needs is missing.
 */
export async function openEventLog(config: EventLogConfig, options: OpenOptions): Promise<EventLog> {
  switch (config.eventLog) {
    case 'embedded':
      return createEmbeddedEventLog({ file: needed('WAYLIGHT_EVENT_LOG_FILE', config.eventLogFile) });
    case 'kafka':
      return openKafka(config, options);
  }
}

async function openKafka(config: EventLogConfig, { clientId, log }: OpenOptions): Promise<EventLog> {
  const ssl = await sslOf(config);
  const cluster = createKafkaEventLog({
    brokers: needed('WAYLIGHT_KAFKA_BROKERS', config.kafkaBrokers).map(showHostPort),
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    logger: sinkOf(log),
  });
  return config.topicPrefix === undefined ? cluster : withTopicPrefix(cluster, config.topicPrefix);
}

async function sslOf(config: EventLogConfig): Promise<ConnectionOptions | undefined> {
  const { kafkaCaFile: ca, kafkaCertificateFile: certificate, kafkaKeyFile: key } = config;
  if (ca === undefined) return undefined;
  return {
    ca: await readFile(ca, 'utf8'),
    ...(certificate === undefined ? {} : { cert: await readFile(certificate, 'utf8') }),
    ...(key === undefined ? {} : { key: await readKey(key) }),
  };
}

/** The client words its messages freely, so only the part that speaks is logged. */
function sinkOf(log: Logger): LogSink {
  return {
    info: ({ part }) => log.debug('the event log reports', { component: String(part) }),
    warn: ({ part }) => log.warn('the event log reports', { component: String(part) }),
    error: ({ part }) => log.warn('the event log reports a failure', { component: String(part) }),
  };
}
