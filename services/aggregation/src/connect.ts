import { readFile } from 'node:fs/promises';
import {
  createEmbeddedEventLog,
  createKafkaEventLog,
  type EventLog,
  withTopicPrefix,
} from '@waylight/event-log';
import { ConfigError, type Logger, readKey } from '@waylight/service-kit';
import {
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
  createRedisReleasedStore,
  createRedisViewStore,
  type ReleasedStore,
  type ViewStore,
} from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';

const REPLICA_TIMEOUT_MS = 5_000;

export async function openEventLog(config: AggregationConfig, log: Logger): Promise<EventLog> {
  if (config.eventLog === 'embedded')
    return createEmbeddedEventLog({ file: needed('WAYLIGHT_EVENT_LOG_FILE', config.eventLogFile) });
  const brokers = needed('WAYLIGHT_KAFKA_BROKERS', config.kafkaBrokers);
  const { kafkaCaFile: ca, kafkaCertificateFile: certificate, kafkaKeyFile: key } = config;
  const cluster = createKafkaEventLog({
    brokers: brokers.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)),
    clientId: 'waylight-aggregation',
    ...(ca === undefined
      ? {}
      : {
          ssl: {
            ca: await readFile(ca, 'utf8'),
            ...(certificate === undefined ? {} : { cert: await readFile(certificate, 'utf8') }),
            ...(key === undefined ? {} : { key: await readKey(key) }),
          },
        }),
    logger: {
      // The client words its messages freely, so only the part that speaks is logged.
      info: (fields) => log.debug('the event log reports', { component: String(fields.part) }),
      warn: (fields) => log.warn('the event log reports', { component: String(fields.part) }),
      error: (fields) => log.warn('the event log reports a failure', { component: String(fields.part) }),
    },
  });
  return config.topicPrefix === undefined ? cluster : withTopicPrefix(cluster, config.topicPrefix);
}

export async function openViewStore(config: AggregationConfig, log: Logger): Promise<ViewStore> {
  if (config.viewStore === 'embedded')
    return createEmbeddedViewStore({ file: needed('WAYLIGHT_VIEW_STORE_FILE', config.viewStoreFile) });
  return createRedisViewStore({
    url: needed('WAYLIGHT_AGGREGATION_REDIS_URL', config.viewStoreUrl),
    namespace: config.namespace,
    replicas: { count: config.replicas, timeoutMs: REPLICA_TIMEOUT_MS },
    onError: (error) => log.warn('the connection to the view store broke', { error }),
  });
}

export async function openReleasedStore(config: AggregationConfig, log: Logger): Promise<ReleasedStore> {
  if (config.releasedStore === 'embedded')
    return createEmbeddedReleasedStore({ file: needed('WAYLIGHT_RELEASED_FILE', config.releasedFile) });
  return createRedisReleasedStore({
    url: needed('WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL', config.releasedUrl ?? config.viewStoreUrl),
    namespace: config.namespace,
    onError: (error) => log.warn('the connection to the released store broke', { error }),
  });
}

function needed<T>(variable: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new ConfigError([
    { variable, got: null, missing: true, wants: 'a value, for the parts that were chosen' },
  ]);
}
