import { readFile } from 'node:fs/promises';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import {
  followFiles,
  type HostPort,
  type Logger,
  needed,
  privateFile,
  readKey,
  showHostPort,
  unlessLocal,
} from '@waylight/service-kit';
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
  readonly localNetwork: boolean;
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
      return createEmbeddedEventLog({
        file: privateFile(needed('WAYLIGHT_EVENT_LOG_FILE', config.eventLogFile)),
      });
    case 'kafka':
      return openKafka(config, options);
  }
}

async function openKafka(config: EventLogConfig, options: OpenOptions): Promise<EventLog> {
  const { clientId, log } = options;
  const brokers = needed('WAYLIGHT_KAFKA_BROKERS', config.kafkaBrokers).map(showHostPort);
  const ssl = await followedSsl(config, options);
  const cluster = createKafkaEventLog({
    ...{ brokers, clientId, logger: sinkOf(log) },
    ...(ssl === undefined ? {} : { ssl: ssl.current }),
  });
  const named = config.topicPrefix === undefined ? cluster : withTopicPrefix(cluster, config.topicPrefix);
  return { ...named, close: () => named.close().finally(() => ssl?.stop()) };
}

/** What the log knows this service by, as its files are now: connections that are open keep what they began with. */
async function followedSsl(config: EventLogConfig, { service, log }: OpenOptions) {
  let current = await sslOf(config, service);
  if (current === undefined) return undefined;
  const files = [config.kafkaCaFile, config.kafkaCertificateFile, config.kafkaKeyFile];
  const running = await followFiles({
    name: 'credential for Kafka',
    files: files.filter((file) => file !== undefined),
    take: async () => {
      const found = await sslOf(config, service);
      // A key of another certificate would end every connection to come.
      createSecureContext(found);
      current = found;
      return undefined;
    },
    refused: (error) =>
      log.error('the credential for Kafka is refused, and the one before stays in use', { error }),
    failed: (error) => log.error('looking at the credential for Kafka failed unexpectedly', { error }),
  }).start(new AbortController().signal);
  return { current: () => current ?? {}, stop: () => running.stop() };
}

/**
 * What the log knows this service by. Half a credential is refused: without the authority it would not be used at all, and
 * the connection would be open to everybody on the way. None at all is for a network that nobody else reaches.
 */
async function sslOf(config: EventLogConfig, service: KafkaService): Promise<ConnectionOptions | undefined> {
  const { kafkaCaFile: ca, kafkaCertificateFile: certificate, kafkaKeyFile: key } = config;
  const isNone = ca === undefined && certificate === undefined && key === undefined;
  if (isNone && config.localNetwork) return undefined;
  const wants = isNone
    ? unlessLocal("a file of the service's own credential for Kafka")
    : 'a file, because the rest of the credential for Kafka is set';
  const variables = kafkaVariables(service);
  const authority = { ca: await readFile(needed(variables.ca, ca, wants), 'utf8') };
  if (config.localNetwork && certificate === undefined && key === undefined) return authority;
  return {
    ...authority,
    cert: await readFile(needed(variables.certificate, certificate, wants), 'utf8'),
    key: await readKey(needed(variables.key, key, wants)),
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
