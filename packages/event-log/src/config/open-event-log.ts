import { readFile } from 'node:fs/promises';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import {
  type Environment,
  formatHostPort,
  type HostPort,
  type Logger,
  loadConfig,
  readKey,
  requireVariable,
  watchFiles,
  withLocalNetworkHint,
} from '@waylight/service-kit';
import { z } from 'zod';
import { createEmbeddedEventLog } from '../embedded/embedded-event-log.ts';
import type { KafkaEventLogOptions } from '../kafka/client.ts';
import { createKafkaEventLog } from '../kafka/kafka-event-log.ts';
import type { EventLog, LogSink } from '../port.ts';
import { withTopicPrefix } from '../topic-prefix.ts';
import { eventLogFields, eventLogFileField, type KafkaService, kafkaVariables } from './event-log-fields.ts';

/** The configuration of `eventLogFields`. */
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
  /** The service. Names of its variables contain this name. */
  readonly service: KafkaService;
  readonly clientId: string;
  readonly log: Logger;
  /** Called with the certificate of the credential for Kafka, at the opening and after each renewal. */
  readonly onCertificate?: (certificate: string) => void;
};

/**
 * Opens the event log of the configuration. Kafka is not connected yet, so that a service can start while Kafka is down.
 * @throws ConfigError if a variable of the chosen log is missing.
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

/** Opens the event log that the variables of a service name, for a command on its machine. */
export function openServiceLog(
  service: KafkaService,
  env: Environment,
  options: Omit<OpenOptions, 'service'>,
): Promise<EventLog> {
  const fields = { ...eventLogFields(service, defaultLogOf(service)), eventLogFile: eventLogFileField() };
  return openEventLog(loadConfig(z.object(fields), env), { ...options, service });
}

const defaultLogOf = (service: KafkaService) => (service === 'INTAKE' ? 'embedded' : 'kafka');

/**
 * Lists the topics that a service's credential may describe, so that they can be compared with the access rules of the service.
 * The service's own variables name the credential. Returns undefined without Kafka, or without a credential.
 */
export async function listVisibleTopics(
  service: KafkaService,
  env: Environment,
  log: Logger,
): Promise<readonly string[] | undefined> {
  const config = loadConfig(z.object(eventLogFields(service, defaultLogOf(service))), env);
  if (config.eventLog !== 'kafka' || config.kafkaCertificateFile === undefined) return undefined;
  const eventLog = await openEventLog(config, { service, clientId: 'waylight-doctor', log });
  try {
    return (await eventLog.listTopics()).map(({ name }) => name);
  } finally {
    await eventLog.close();
  }
}

async function openKafka(config: EventLogConfig, options: OpenOptions): Promise<EventLog> {
  const { clientId, log } = options;
  const brokers = requireVariable('WAYLIGHT_KAFKA_BROKERS', config.kafkaBrokers).map(formatHostPort);
  const ssl = await createReloadingSsl(config, options);
  const cluster = createKafkaEventLog({
    brokers,
    clientId,
    logger: toLogSink(log),
    ...(ssl === undefined ? {} : { ssl: ssl.current }),
  });
  const prefixed = config.topicPrefix === undefined ? cluster : withTopicPrefix(cluster, config.topicPrefix);
  return { ...prefixed, close: () => prefixed.close().finally(() => ssl?.stop()) };
}

/** Reloads the service's Kafka credential when its files change. Open connections keep the previous credential. */
async function createReloadingSsl(config: EventLogConfig, { service, log, onCertificate }: OpenOptions) {
  let current = await readSsl(config, service);
  if (current === undefined) return undefined;
  const announce = (ssl: ConnectionOptions | undefined): void => {
    if (typeof ssl?.cert === 'string') onCertificate?.(ssl.cert);
  };
  announce(current);
  const files = [config.kafkaCaFile, config.kafkaCertificateFile, config.kafkaKeyFile];
  const running = await watchFiles({
    name: 'Kafka credential',
    files: files.filter((file) => file !== undefined),
    reload: async () => {
      const reloaded = await readSsl(config, service);
      // Throws if certificate and key do not match, because no new connection would succeed with them.
      createSecureContext(reloaded);
      current = reloaded;
      announce(reloaded);
      return undefined;
    },
    onRejected: (error) => log.error('Kafka credential rejected; the previous one stays active', { error }),
    onError: (error) => log.error('cannot read the Kafka credential', { error }),
  }).start(new AbortController().signal);
  return { current: () => current ?? {}, stop: () => running.stop() };
}

/** Connection settings of Kafka with the service's credential, which is read once. */
export async function kafkaOptions(
  config: EventLogConfig,
  { service, clientId, log }: OpenOptions,
): Promise<KafkaEventLogOptions> {
  const brokers = requireVariable('WAYLIGHT_KAFKA_BROKERS', config.kafkaBrokers).map(formatHostPort);
  const ssl = await readSsl(config, service);
  return { brokers, clientId, logger: toLogSink(log), ...(ssl === undefined ? {} : { ssl }) };
}

/**
 * Reads the service's Kafka credential. A partial credential is rejected: without the CA it would not be used at all, and the
 * connection would not be protected. A missing credential is allowed on a private network only.
 */
async function readSsl(
  config: EventLogConfig,
  service: KafkaService,
): Promise<ConnectionOptions | undefined> {
  const { kafkaCaFile: ca, kafkaCertificateFile: certificate, kafkaKeyFile: key } = config;
  const hasNone = ca === undefined && certificate === undefined && key === undefined;
  if (hasNone && config.localNetwork) return undefined;
  const wants = hasNone
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

/** Texts of the Kafka client are not fixed, so only the name of its component is logged. */
function toLogSink(log: Logger): LogSink {
  return {
    info: ({ part }) => log.debug('the event log reports', { component: String(part) }),
    warn: ({ part }) => log.warn('the event log reports', { component: String(part) }),
    error: ({ part }) => log.warn('the event log reports a failure', { component: String(part) }),
  };
}
