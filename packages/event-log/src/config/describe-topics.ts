import type { LogOperation } from '@waylight/contracts';
import { type Environment, type Logger, loadConfig } from '@waylight/service-kit';
import { z } from 'zod';
import { createClientFactory } from '../kafka/client.ts';
import { createConnections } from '../kafka/connections.ts';
import { eventLogFields, type KafkaService } from './event-log-fields.ts';
import { kafkaOptions } from './open-event-log.ts';

/** A topic as a credential sees it. `refused`: the credential has no right to it, and cannot know whether it exists. */
export type SeenTopic =
  | { readonly state: 'missing' }
  | { readonly state: 'refused' }
  | {
      readonly state: 'visible';
      readonly partitions: number;
      readonly permitted: ReadonlySet<LogOperation>;
    };

/** Bits of Kafka's authorized operations (AclOperation). */
const OPERATION_BITS: Readonly<Record<LogOperation, number>> = {
  Read: 3,
  Write: 4,
  Create: 5,
  Describe: 8,
  DescribeConfigs: 10,
  AlterConfigs: 11,
};

/**
 * Describes topics with the credential that a service's own variables name, and the number of partitions that they set. Returns
 * undefined without Kafka.
 */
export async function describeTopics(
  service: KafkaService,
  env: Environment,
  { names, log }: { readonly names: readonly string[]; readonly log: Logger },
): Promise<{ readonly partitions: number; readonly topics: ReadonlyMap<string, SeenTopic> } | undefined> {
  const config = loadConfig(z.object(eventLogFields(service, 'kafka')), env);
  if (config.eventLog !== 'kafka') return undefined;
  const options = await kafkaOptions(config, { service, clientId: 'waylight-doctor', log });
  const connections = createConnections(createClientFactory(options));
  const prefix = config.topicPrefix ?? '';
  try {
    const { topics, refused } = await connections.withCluster((cluster) =>
      cluster.describe(
        names.map((name) => `${prefix}${name}`),
        { includeOperations: true },
      ),
    );
    const seen = (name: string): SeenTopic => {
      const found = topics.get(name);
      if (found === undefined) return refused.has(name) ? { state: 'refused' } : { state: 'missing' };
      const permitted = (Object.keys(OPERATION_BITS) as LogOperation[]).filter(
        (operation) => (found.operations & (1 << OPERATION_BITS[operation])) !== 0,
      );
      return { state: 'visible', partitions: found.leaders.size, permitted: new Set(permitted) };
    };
    return {
      partitions: config.partitions,
      topics: new Map(names.map((name) => [name, seen(`${prefix}${name}`)])),
    };
  } finally {
    await connections.close();
  }
}
