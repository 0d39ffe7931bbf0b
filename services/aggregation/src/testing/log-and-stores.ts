import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createEmbeddedEventLog,
  createKafkaEventLog,
  type EventLog,
  withTopicPrefix,
} from '@waylight/event-log';
import { addressOf, readTestingConfig, type TestDependency, uniqueName } from '@waylight/testing';
import {
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
  createRedisReleasedStore,
  createRedisViewStore,
  type ReleasedStore,
  type ViewStore,
} from '@waylight/view-store';

/** Log and stores of one test. */
export type LogAndStores = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
  close(): Promise<void>;
};

/** Implementation of log and stores. */
export type Backend = {
  readonly name: string;
  /** Reason why its tests are skipped. */
  readonly unavailable: string | undefined;
  /** True if a consumer group can have several members. */
  readonly sharesPartitions: boolean;
  open(): Promise<LogAndStores>;
};

async function openEmbedded(): Promise<LogAndStores> {
  const dir = mkdtempSync(join(tmpdir(), 'waylight-aggregation-'));
  const eventLog = createEmbeddedEventLog({ file: join(dir, 'log.sqlite') });
  const viewStore = await createEmbeddedViewStore({ file: join(dir, 'views.sqlite') });
  const releasedStore = await createEmbeddedReleasedStore({ file: join(dir, 'released.sqlite') });
  return {
    eventLog,
    viewStore,
    releasedStore,
    close: async () => {
      await eventLog.close();
      await viewStore.close();
      await releasedStore.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function openReal(kafka: string, url: string): Promise<LogAndStores> {
  const name = uniqueName('aggregation');
  const cluster = createKafkaEventLog({ brokers: [kafka], clientId: name });
  const viewStore = await createRedisViewStore({ url, namespace: name });
  const releasedStore = await createRedisReleasedStore({ url, namespace: name });
  return {
    eventLog: withTopicPrefix(cluster, `${name}.`),
    viewStore,
    releasedStore,
    close: async () => {
      await cluster.close();
      await dropAll(viewStore);
      await viewStore.close();
      await releasedStore.close();
    },
  };
}

/** Deletes all generations, including the live one, because other tests share the store. */
async function dropAll(viewStore: ViewStore): Promise<void> {
  await viewStore.flip(await viewStore.liveGeneration(), 'none');
  for (const generation of await viewStore.generations()) await viewStore.dropGeneration(generation);
  for (const freeze of await viewStore.selectedFreezes()) await viewStore.dropFreeze(freeze);
}

export const EMBEDDED: Backend = {
  name: 'the embedded log and store',
  unavailable: undefined,
  sharesPartitions: false,
  open: openEmbedded,
};

/** Kafka and Redis, if this run has them. */
export const kafkaAndRedis = (kafka: TestDependency, redis: TestDependency): Backend => ({
  name: 'Kafka and Redis',
  unavailable: [kafka, redis].flatMap((part) => ('unavailable' in part ? part.unavailable : []))[0],
  sharesPartitions: true,
  open: () => openReal(addressOf(kafka), addressOf(redis)),
});

/**
 * Backend for tests whose draws take a minute: Kafka and Redis in `npm test`, the embedded one in `npm run
 * verify -- embedded`.
 */
export const backendForLongDraws = (kafka: TestDependency, redis: TestDependency): Backend =>
  readTestingConfig().embedded ? EMBEDDED : kafkaAndRedis(kafka, redis);
