import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { topicRegistry } from '@waylight/contracts';
import {
  createEmbeddedEventLog,
  createKafkaEventLog,
  type EventLog,
  withTopicPrefix,
} from '@waylight/event-log';
import { type Logger, readKey, type TlsMaterial } from '@waylight/service-kit';
import type { IntakeConfig } from './config.ts';

/** The event log of the configuration. Nothing is connected yet: a node starts, and takes reports, while it is away. */
export async function openEventLog(config: IntakeConfig, log: Logger): Promise<EventLog> {
  switch (config.eventLog) {
    case 'embedded':
      return openEmbedded(config);
    case 'kafka':
      return openKafka(config, log);
    default:
      return config.eventLog satisfies never;
  }
}

async function openEmbedded(config: IntakeConfig): Promise<EventLog> {
  const eventLog = createEmbeddedEventLog({
    file: config.eventLogFile ?? join(config.dataDir, 'event-log.sqlite'),
  });
  await eventLog.applyTopics(topicRegistry(config.partitions));
  return eventLog;
}

async function openKafka(config: IntakeConfig, log: Logger): Promise<EventLog> {
  const { kafkaCaFile: ca, kafkaCertificateFile: certificate, kafkaKeyFile: key } = config;
  const cluster = createKafkaEventLog({
    brokers: (config.kafkaBrokers ?? []).map(({ host, port }) =>
      host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    ),
    clientId: `waylight-intake-${config.country}`,
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

export async function readTls(
  config: Pick<IntakeConfig, 'caFile' | 'certificateFile' | 'keyFile'>,
): Promise<TlsMaterial> {
  const [ca, certificate, key] = await Promise.all([
    readFile(config.caFile, 'utf8'),
    readFile(config.certificateFile, 'utf8'),
    readKey(config.keyFile),
  ]);
  return { ca, certificate, key };
}
