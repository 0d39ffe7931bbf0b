import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { type HostPort, type Logger, needed, readKey, showHostPort } from '@waylight/service-kit';
import { createEmbeddedEventLog } from '../embedded/embedded-event-log.ts';
import { createKafkaEventLog } from '../kafka/kafka-event-log.ts';
import type { EventLog, LogSink } from '../port.ts';
import { withTopicPrefix } from '../topic-prefix.ts';
import { type KafkaService, kafkaVariables } from './fields.ts';

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

export type OpenOptions = {
  /** Whose configuration it is: its variables have this name. */
  readonly service: KafkaService;
  readonly clientId: string;
  readonly log: Logger;
};

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

async function openKafka(config: EventLogConfig, { service, clientId, log }: OpenOptions): Promise<EventLog> {
  const ssl = await sslOf(config, service);
  const cluster = createKafkaEventLog({
    brokers: needed('WAYLIGHT_KAFKA_BROKERS', config.kafkaBrokers).map(showHostPort),
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    logger: sinkOf(log),
  });
  return config.topicPrefix === undefined ? cluster : withTopicPrefix(cluster, config.topicPrefix);
}

/**
 * What the log knows this service by. Half a credential is refused: without the authority it would not be used at all, and
 * the connection would be open to everybody on the way.
 */
async function sslOf(config: EventLogConfig, service: KafkaService): Promise<ConnectionOptions | undefined> {
  const { kafkaCaFile: ca, kafkaCertificateFile: certificate, kafkaKeyFile: key } = config;
  if (ca === undefined && certificate === undefined && key === undefined) return undefined;
  const variables = kafkaVariables(service);
  const authority = { ca: await readFile(needed(variables.ca, ca, WITH_CREDENTIAL), 'utf8') };
  if (certificate === undefined && key === undefined) return authority;
  return {
    ...authority,
    cert: await readFile(needed(variables.certificate, certificate, WITH_CREDENTIAL), 'utf8'),
    key: await readKey(needed(variables.key, key, WITH_CREDENTIAL)),
  };
}

const WITH_CREDENTIAL = 'a file, because the rest of the credential for Kafka is set';

/** The client words its messages freely, so only the part that speaks is logged. */
function sinkOf(log: Logger): LogSink {
  return {
    info: ({ part }) => log.debug('the event log reports', { component: String(part) }),
    warn: ({ part }) => log.warn('the event log reports', { component: String(part) }),
    error: ({ part }) => log.warn('the event log reports a failure', { component: String(part) }),
  };
}
