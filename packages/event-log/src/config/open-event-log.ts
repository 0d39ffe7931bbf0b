import { readFile } from 'node:fs/promises';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import {
  formatHostPort,
  type HostPort,
  type Logger,
  readKey,
  requireVariable,
  watchFiles,
  withLocalNetworkHint,
} from '@waylight/service-kit';
import { createEmbeddedEventLog } from '../embedded/embedded-event-log.ts';
import { createKafkaEventLog } from '../kafka/kafka-event-log.ts';
import type { EventLog, LogSink } from '../port.ts';
import { withTopicPrefix } from '../topic-prefix.ts';
import { type KafkaService, kafkaVariables } from './event-log-fields.ts';

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
        file: requireVariable('WAYLIGHT_EVENT_LOG_FILE', config.eventLogFile),
      });
    case 'kafka':
      return openKafka(config, options);
  }
}

async function openKafka(config: EventLogConfig, options: OpenOptions): Promise<EventLog> {
  const { clientId, log } = options;
  const brokers = requireVariable('WAYLIGHT_KAFKA_BROKERS', config.kafkaBrokers).map(formatHostPort);
  const ssl = await createReloadingSsl(config, options);
  const cluster = createKafkaEventLog({
    ...{ brokers, clientId, logger: toLogSink(log) },
    ...(ssl === undefined ? {} : { ssl: ssl.current }),
  });
  const prefixed = config.topicPrefix === undefined ? cluster : withTopicPrefix(cluster, config.topicPrefix);
  return { ...prefixed, close: () => prefixed.close().finally(() => ssl?.stop()) };
}

/** What the log knows this service by, as its files are now: connections that are open keep what they began with. */
async function createReloadingSsl(config: EventLogConfig, { service, log }: OpenOptions) {
  let current = await readSsl(config, service);
  if (current === undefined) return undefined;
  const files = [config.kafkaCaFile, config.kafkaCertificateFile, config.kafkaKeyFile];
  const running = await watchFiles({
    name: 'credential for Kafka',
    files: files.filter((file) => file !== undefined),
    reload: async () => {
      const reloaded = await readSsl(config, service);
      // A key of another certificate would end every connection to come.
      createSecureContext(reloaded);
      current = reloaded;
      return undefined;
    },
    onRejected: (error) =>
      log.error('the credential for Kafka is refused, and the one before stays in use', { error }),
    onError: (error) => log.error('looking at the credential for Kafka failed unexpectedly', { error }),
  }).start(new AbortController().signal);
  return { current: () => current ?? {}, stop: () => running.stop() };
}

/**
 * What the log knows this service by. Half a credential is refused: without the authority it would not be used at all, and
 * the connection would be open to everybody on the way. None at all is for a network that nobody else reaches.
 */
async function readSsl(
  config: EventLogConfig,
  service: KafkaService,
): Promise<ConnectionOptions | undefined> {
  const { kafkaCaFile: ca, kafkaCertificateFile: certificate, kafkaKeyFile: key } = config;
  const isNone = ca === undefined && certificate === undefined && key === undefined;
  if (isNone && config.localNetwork) return undefined;
  const wants = isNone
    ? withLocalNetworkHint("a file of the service's own credential for Kafka")
    : 'a file, because the rest of the credential for Kafka is set';
  const variables = kafkaVariables(service);
  const authority = { ca: await readFile(requireVariable(variables.ca, ca, wants), 'utf8') };
  if (config.localNetwork && certificate === undefined && key === undefined) return authority;
  return {
    ...authority,
    cert: await readFile(requireVariable(variables.certificate, certificate, wants), 'utf8'),
    key: await readKey(requireVariable(variables.key, key, wants)),
  };
}

/** The client words its messages freely, so only the part that speaks is logged. */
function toLogSink(log: Logger): LogSink {
  return {
    info: ({ part }) => log.debug('the event log reports', { component: String(part) }),
    warn: ({ part }) => log.warn('the event log reports', { component: String(part) }),
    error: ({ part }) => log.warn('the event log reports a failure', { component: String(part) }),
  };
}
