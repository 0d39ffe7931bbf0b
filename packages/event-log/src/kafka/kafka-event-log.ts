import { LogError } from '../errors.ts';
import type { Appender, Consumption, EventLog } from '../port.ts';
import { createKafkaAppender } from './appender.ts';
import { createClientFactory, type KafkaEventLogOptions } from './client.ts';
import { createConnections } from './connections.ts';
import { startKafkaConsumption } from './consumption.ts';
import { readFromKafka } from './read-from.ts';
import { applyTopics, checkTopics, describeTopic, partitionCounts, topicOffsets } from './topics.ts';

/** The broker's default replication. */
export const BROKER_DEFAULT = -1;

/** Creates the event log of a region on Apache Kafka 4. It connects at the first use. */
export function createKafkaEventLog(options: KafkaEventLogOptions): EventLog {
  const createClient = createClientFactory(options);
  const connections = createConnections(createClient);
  const closing = new AbortController();
  const appenders = new Set<Appender>();
  const consumptions = new Set<Consumption>();

  return {
    clusterId: async () => (await connections.withCluster((cluster) => cluster.describe([]))).clusterId,
    topicId: async (topic) => (await describeTopic(connections, topic)).topicId,
    applyTopics: (specs) => applyTopics(connections, specs, options.replicationFactor ?? BROKER_DEFAULT),
    checkTopics: (specs) => checkTopics(connections, specs),
    listTopics: async () =>
      [...(await partitionCounts(connections))].map(([name, partitions]) => ({ name, partitions })),
    offsets: (topic) => topicOffsets(connections, topic),
    createAppender: () => {
      const appender = createKafkaAppender(
        createClient,
        async (topic) => (await describeTopic(connections, topic)).leaders.size,
      );
      appenders.add(appender);
      const close = () => appender.close().finally(() => appenders.delete(appender));
      return { ...appender, close };
    },
    consume: async (consumeOptions) => {
      const consumption = await startKafkaConsumption(
        createClient,
        connections,
        consumeOptions,
        options.logger,
      );
      consumptions.add(consumption);
      void consumption.ended.then(() => consumptions.delete(consumption));
      return consumption;
    },
    readFrom: (id, from, readOptions = {}) => {
      const signals = [closing.signal, ...(readOptions.signal === undefined ? [] : [readOptions.signal])];
      return readFromKafka(createClient, connections, id, from, readOptions, AbortSignal.any(signals));
    },
    close: async () => {
      closing.abort(new LogError('closed', 'the event log is closed'));
      await Promise.all([...consumptions].map((consumption) => consumption.stop()));
      await Promise.all([...appenders].map((appender) => appender.close()));
      await connections.close();
    },
  };
}
