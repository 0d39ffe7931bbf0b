import { type Environment, type Logger, loadConfig } from '@waylight/service-kit';
import { z } from 'zod';
import { eventLogFields, type KafkaService } from './event-log-fields.ts';
import { openEventLog } from './open-event-log.ts';

/**
 * The topics that a service's credential shows, by the service's own variables; undefined where it uses no Kafka, or one
 * that it speaks to as nobody. What it may not describe is not there for it, so what is there has to be in its rules.
 */
export async function listVisibleTopics(
  service: KafkaService,
  env: Environment,
  log: Logger,
): Promise<readonly string[] | undefined> {
  const defaultEventLog = service === 'INTAKE' ? 'embedded' : 'kafka';
  const config = loadConfig(z.object(eventLogFields(service, defaultEventLog)), env);
  if (config.eventLog !== 'kafka' || config.kafkaCertificateFile === undefined) return undefined;
  const eventLog = await openEventLog(config, { service, clientId: 'waylight-doctor', log });
  try {
    return (await eventLog.listTopics()).map(({ name }) => name);
  } finally {
    await eventLog.close();
  }
}
