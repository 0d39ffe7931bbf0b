/**
 * Requests that somebody with a credential can send to a broker without our client. Each request is sent on its own, because
 * a client would stop after the first refusal.
 */
import type { TlsMaterial } from '@waylight/service-kit';
import kafkajs from 'kafkajs';

type Broker = {
  metadata(topics: string[]): Promise<{ topicMetadata: { topic: string }[] }>;
  listOffsets(request: object): Promise<unknown>;
  fetch(request: object): Promise<unknown>;
  produce(request: object): Promise<unknown>;
  describeConfigs(request: object): Promise<unknown>;
  deleteRecords(request: object): Promise<unknown>;
  createPartitions(request: object): Promise<unknown>;
  createTopics(request: object): Promise<unknown>;
  findGroupCoordinator(request: object): Promise<unknown>;
  joinGroup(request: object): Promise<unknown>;
  offsetFetch(request: object): Promise<{ responses: { partitions: { offset: string }[] }[] }>;
  describeGroups(request: object): Promise<unknown>;
  listGroups(): Promise<{ groups: { groupId: string }[] }>;
  describeAcls(request: object): Promise<unknown>;
  readonly connectionPool: { send(request: object): Promise<unknown> };
};

type PrivateCluster = {
  readonly brokerPool: {
    withBroker(work: (given: { broker: Broker }) => Promise<Broker>): Promise<Broker | null>;
  };
  connect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  disconnect(): Promise<void>;
};

export type BrokerClient = {
  /** The result: `answered`, `empty`, or the name of the error. */
  readonly send: (question: (broker: Broker) => Promise<unknown>) => Promise<string>;
  readonly broker: Broker;
  readonly close: () => Promise<void>;
};

/** @throws if the broker refuses the connection. */
export async function connectBrokerClient(
  address: string,
  { ca, certificate, key }: Pick<TlsMaterial, 'ca'> & Partial<TlsMaterial>,
): Promise<BrokerClient> {
  const client = new kafkajs.Kafka({
    brokers: [address],
    clientId: 'another-client',
    ssl: { ca, ...(certificate === undefined ? {} : { cert: certificate, key }) },
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const symbol = Object.getOwnPropertySymbols(client).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  if (symbol === undefined) throw new Error('broker-requests.ts does not match this version of kafkajs');
  const cluster = (Reflect.get(client, symbol) as (options: object) => PrivateCluster)({});
  await cluster.connect();
  await cluster.refreshMetadata();
  // Uses the broker's connection directly, because the pool swallows errors.
  const broker = await cluster.brokerPool.withBroker(async (given) => given.broker);
  if (broker === null) throw new Error('the pool has no broker');
  return {
    broker,
    send: async (question) => {
      try {
        const answer = await question(broker);
        return Array.isArray(answer) && answer.length === 0 ? 'empty' : 'answered';
      } catch (error) {
        return errorNameOf(error);
      }
    },
    close: () => cluster.disconnect(),
  };
}

/** The name of an error. Unwraps errors about several topics or partitions, because each request is for one. */
function errorNameOf(error: unknown): string {
  if (error instanceof kafkajs.KafkaJSProtocolError) return error.type;
  if (error instanceof kafkajs.KafkaJSAggregateError) return errorNameOf(error.errors[0]);
  if (error instanceof kafkajs.KafkaJSDeleteTopicRecordsError) {
    const { partitions } = error as unknown as { readonly partitions: readonly { readonly error: Error }[] };
    return errorNameOf(partitions[0]?.error);
  }
  return String(error);
}

type BrokerRequest = (broker: Broker) => Promise<unknown>;
const partition = 0;

/** Requests that disclose the existence or size of a topic. */
export const describeRequests: Readonly<Record<string, (topic: string) => BrokerRequest>> = {
  Metadata: (topic) => (broker) => broker.metadata([topic]),
  ListOffsets: (topic) => (broker) =>
    broker.listOffsets({
      replicaId: -1,
      isolationLevel: 1,
      topics: [{ topic, partitions: [{ partition, timestamp: -1 }] }],
    }),
  OffsetForLeaderEpoch: (topic) => (broker) => offsetForLeaderEpoch(broker, topic),
  DescribeConfigs: (topic) => (broker) =>
    broker.describeConfigs({ resources: [{ type: 2, name: topic, configNames: ['retention.ms'] }] }),
};

export const readRequests: Readonly<Record<string, (topic: string) => BrokerRequest>> = {
  Fetch: (topic) => (broker) =>
    broker.fetch({
      replicaId: -1,
      isolationLevel: 1,
      maxWaitTime: 10,
      topics: [{ topic, partitions: [{ partition, fetchOffset: '0', maxBytes: 1_000 }] }],
    }),
  DescribeProducers: (topic) => (broker) => describeProducers(broker, topic),
};

export const writeRequests: Readonly<Record<string, (topic: string) => BrokerRequest>> = {
  Produce: (topic) => (broker) =>
    broker.produce({
      topicData: [
        {
          topic,
          partitions: [{ partition, messages: [{ key: Buffer.from('key'), value: Buffer.from('value') }] }],
        },
      ],
    }),
};

export const alterRequests: Readonly<Record<string, (topic: string) => BrokerRequest>> = {
  DeleteRecords: (topic) => (broker) =>
    broker.deleteRecords({ topics: [{ topic, partitions: [{ partition, offset: '0' }] }] }),
  CreatePartitions: (topic) => (broker) =>
    broker.createPartitions({ topicPartitions: [{ topic, count: 100 }], validateOnly: true }),
};

/** Requests that disclose the position of a group, and so its number of records. */
export const groupRequests: Readonly<Record<string, (group: string, topic: string) => BrokerRequest>> = {
  FindCoordinator: (groupId) => (broker) => broker.findGroupCoordinator({ groupId, coordinatorType: 0 }),
  OffsetFetch: (groupId, topic) => (broker) =>
    broker.offsetFetch({ groupId, topics: [{ topic, partitions: [{ partition }] }] }),
  DescribeGroups: (groupId) => async (broker) => broker.describeGroups({ groupIds: [groupId] }),
  JoinGroup: (groupId) => (broker) =>
    broker.joinGroup({
      groupId: `${groupId}.other`,
      memberId: '',
      sessionTimeout: 10_000,
      rebalanceTimeout: 10_000,
      groupProtocols: [{ name: 'any', metadata: Buffer.alloc(0) }],
    }),
};

export const clusterRequests: Readonly<Record<string, () => BrokerRequest>> = {
  ListGroups: () => async (broker) => (await broker.listGroups()).groups,
  DescribeLogDirs: () => (broker) => describeLogDirs(broker),
  DescribeAcls: () => (broker) =>
    broker.describeAcls({ resourceType: 1, resourcePatternType: 1, operation: 1, permissionType: 1 }),
  CreateTopics: () => (broker) =>
    broker.createTopics({
      validateOnly: true,
      topics: [{ topic: 'reports.v1.SI', numPartitions: 1, replicationFactor: 1 }],
    }),
};

const int16 = (value: number) => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
const int32 = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
};
const string = (text: string) => Buffer.concat([int16(text.length), Buffer.from(text)]);

/** Requests that the client lacks, by kafka.apache.org/protocol. */
function send<T>(
  broker: Broker,
  request: { readonly apiKey: number; readonly apiVersion: number; readonly apiName: string },
  body: Buffer,
  parse: (answer: Buffer) => T,
): Promise<unknown> {
  return broker.connectionPool.send({
    request: { ...request, encode: async () => ({ buf: body, buffer: body }) },
    response: { decode: async (answer: Buffer) => parse(answer), parse: async (data: unknown) => data },
  });
}

/** Throws an error for an error code, like the client. */
function throwOnError(code: number): object {
  if (code === 0) return {};
  const type = ERROR_NAMES[code] ?? `error ${code}`;
  throw new kafkajs.KafkaJSProtocolError(Object.assign(new Error(type), { type, code, retriable: false }));
}

const ERROR_NAMES: Readonly<Record<number, string>> = { 29: 'TOPIC_AUTHORIZATION_FAILED' };

/** Version 3. The end of an epoch discloses the end of the partition. */
function offsetForLeaderEpoch(broker: Broker, topic: string): Promise<unknown> {
  const body = Buffer.concat([
    int32(-1), // replica_id
    int32(1),
    string(topic),
    int32(1),
    ...[int32(partition), int32(-1), int32(0)], // partition, current_leader_epoch, leader_epoch
  ]);
  return send(broker, { apiKey: 23, apiVersion: 3, apiName: 'OffsetForLeaderEpoch' }, body, (answer) => {
    // throttle_time_ms, topics, name, partitions
    return throwOnError(answer.readInt16BE(4 + 4 + 2 + topic.length + 4));
  });
}

/** Version 0, flexible: the first byte of request and response is the header's tagged fields. */
function describeProducers(broker: Broker, topic: string): Promise<unknown> {
  const body = Buffer.concat([
    Buffer.from([0, 2, topic.length + 1]),
    Buffer.from(topic),
    Buffer.from([2]),
    int32(partition),
    Buffer.from([0, 0]),
  ]);
  return send(broker, { apiKey: 61, apiVersion: 0, apiName: 'DescribeProducers' }, body, (answer) => {
    // tags, throttle_time_ms, topics, name, partitions, partition_index
    return throwOnError(answer.readInt16BE(1 + 4 + 1 + 1 + topic.length + 1 + 4));
  });
}

/** Version 1 has no error code: an error is an empty list. */
function describeLogDirs(broker: Broker): Promise<unknown> {
  return send(broker, { apiKey: 35, apiVersion: 1, apiName: 'DescribeLogDirs' }, int32(-1), (answer) =>
    Array.from({ length: answer.readInt32BE(4) }),
  );
}
