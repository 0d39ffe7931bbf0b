import { AGGREGATION_GROUP } from '@waylight/contracts';
import { type Environment, type Logger, loadConfig, text } from '@waylight/service-kit';
import { z } from 'zod';
import type { DesiredLogOptions } from '../administration/plan-log.ts';
import type { LogAdministration } from '../administration/port.ts';
import { createKafkaAdministration } from '../kafka/administration.ts';
import { eventLogFields } from './event-log-fields.ts';
import { kafkaOptions } from './open-event-log.ts';

type AdministrationOptions = {
  readonly log: Logger;
  /** Replication factor of created topics; the broker's default if absent. */
  readonly replicationFactor?: number;
};

/**
 * Opens the administration of the log with the administrator's variables, `WAYLIGHT_ADMIN_KAFKA_…`. Returns the number of
 * partitions and the names that the other variables set. @throws ConfigError.
 */
export async function openLogAdministration(
  env: Environment,
  { log, replicationFactor }: AdministrationOptions,
): Promise<{ readonly administration: LogAdministration; readonly names: DesiredLogOptions }> {
  const { aggregationGroup, ...config } = loadConfig(SCHEMA, env);
  const options = await kafkaOptions(config, { service: 'ADMIN', clientId: 'waylight-admin', log });
  return {
    administration: createKafkaAdministration({
      ...options,
      ...(replicationFactor === undefined ? {} : { replicationFactor }),
    }),
    names: { partitions: config.partitions, prefix: config.topicPrefix ?? '', group: aggregationGroup },
  };
}

const SCHEMA = z.object({
  ...eventLogFields('ADMIN', 'kafka'),
  // Access rules name aggregation's groups.
  aggregationGroup: text().default(AGGREGATION_GROUP).meta({ env: 'WAYLIGHT_AGGREGATION_GROUP' }),
});
