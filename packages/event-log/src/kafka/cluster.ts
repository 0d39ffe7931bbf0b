import type { Kafka } from 'kafkajs';
import { LogError } from '../errors.ts';
import type { ClientFactory } from './client.ts';
import {
  type ClusterDescription,
  decodeMetadataResponse,
  encodeMetadataRequest,
  METADATA,
} from './metadata-request.ts';

/**
 * Access to the private cluster of kafkajs, through one symbol. Topic ids, and reading without a group, need this access. Only
 * this file uses private parts of kafkajs.
 */
export type FetchedMessage = {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  readonly isControlRecord?: boolean;
  /** The record batch of the message; compaction may have removed messages after it. */
  readonly batchContext?: { readonly firstOffset: string; readonly lastOffsetDelta: number };
};

export type FetchedPartition = { readonly highWatermark: string; readonly messages: FetchedMessage[] };

type Broker = {
  readonly connectionPool: { send(request: unknown): Promise<unknown> };
  fetch(request: unknown): Promise<{ responses: { partitions: FetchedPartition[] }[] }>;
};

type PrivateCluster = {
  readonly brokerPool: { withBroker<T>(work: (given: { broker: Broker }) => Promise<T>): Promise<T | null> };
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  addMultipleTargetTopics(topics: string[]): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  findBroker(node: { nodeId: string }): Promise<Broker>;
};

export type Cluster = {
  describe(
    topics?: readonly string[],
    options?: { readonly includeOperations?: boolean },
  ): Promise<ClusterDescription>;
  fetch(topic: string, partition: number, offset: number, maxWaitMs: number): Promise<FetchedPartition>;
  disconnect(): Promise<void>;
};

const MAX_BYTES = 1024 * 1024;

export async function connectCluster(createClient: ClientFactory): Promise<Cluster> {
  const cluster = privateCluster(createClient());
  await cluster.connect();
  await cluster.refreshMetadata();
  return {
    describe: async (topics, options) => {
      const body = encodeMetadataRequest(topics, options);
      const description = await cluster.brokerPool.withBroker(({ broker }) =>
        broker.connectionPool.send({
          request: { ...METADATA, encode: async () => ({ buf: body, buffer: body }) },
          response: {
            decode: async (answer: Buffer) => decodeMetadataResponse(answer),
            parse: async (data: unknown) => data,
          },
        }),
      );
      if (description === null)
        throw new LogError('unavailable', 'no broker returned a description of the cluster');
      return description as ClusterDescription;
    },
    fetch: async (topic, partition, offset, maxWaitMs) => {
      await cluster.addMultipleTargetTopics([topic]);
      const [leader] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
      if (leader === undefined) throw new LogError('topic-missing', `${topic} has no partition ${partition}`);
      const broker = await cluster.findBroker({ nodeId: leader });
      const partitions = [{ partition, fetchOffset: String(offset), maxBytes: MAX_BYTES }];
      const answer = await broker.fetch({
        isolationLevel: 1,
        maxWaitTime: maxWaitMs,
        minBytes: 1,
        maxBytes: MAX_BYTES,
        topics: [{ topic, partitions }],
      });
      const fetched = answer.responses[0]?.partitions[0];
      if (fetched === undefined) throw new LogError('unavailable', `the broker did not return ${topic}`);
      return fetched;
    },
    disconnect: () => cluster.disconnect(),
  };
}

function privateCluster(client: Kafka): PrivateCluster {
  const symbol = Object.getOwnPropertySymbols(client).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  if (symbol === undefined)
    throw new Error('this version of kafkajs has no private cluster: adapt cluster.ts');
  const create = Reflect.get(client, symbol) as (options: object) => PrivateCluster;
  return create({ metadataMaxAge: 60_000, allowAutoTopicCreation: false });
}
