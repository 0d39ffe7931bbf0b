import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportsTopic, topicRegistry } from '@waylight/contracts';
import {
  createEmbeddedEventLog,
  createKafkaEventLog,
  type EventLog,
  withTopicPrefix,
} from '@waylight/event-log';
import { addressOf, kafkaForTests, uniqueName } from '@waylight/testing';
import { createEmbeddedViewStore, type ViewStore } from '@waylight/view-store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { partitionName } from '../count/partition-names.ts';
import { reportRecord } from '../testing/events.ts';
import { send } from '../testing/region.ts';
import { readOldestUncounted } from './uncounted-watch.ts';

const signal = AbortSignal.timeout(100_000);
const kafka = kafkaForTests();
const LOGS = {
  embedded: () => createEmbeddedEventLog({ file: join(folder, 'log.sqlite') }),
  ...('unavailable' in kafka
    ? {}
    : {
        kafka: () =>
          withTopicPrefix(
            createKafkaEventLog({ brokers: [addressOf(kafka)], clientId: 'uncounted' }),
            `${uniqueName('uncounted')}.`,
          ),
      }),
};

let folder: string;
let eventLog: EventLog;
let viewStore: ViewStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waylight-uncounted-'));
  viewStore = await createEmbeddedViewStore({ file: join(folder, 'views.sqlite') });
});
afterEach(async () => {
  await eventLog.close();
  await viewStore.close();
  await rm(folder, { recursive: true, force: true });
});

const measure = () => readOldestUncounted(eventLog, viewStore.generation('g1'), signal);

async function countUpTo(country: 'MK' | 'RS', offset: number): Promise<void> {
  const topic = reportsTopic(country);
  const store = viewStore.generation('g1');
  const name = partitionName({ topic, partition: 0 });
  const { epoch, position } = await store.claim(name);
  const log = { clusterId: await eventLog.clusterId(), topicId: await eventLog.topicId(topic) };
  const nothing = { contributions: new Map(), cells: new Map() };
  const next = { ...log, offset };
  expect(await store.commit(name, { epoch, expected: position, next, ...nothing })).toBe('applied');
}

it.each(Object.entries(LOGS))(
  'returns the time of the oldest uncounted record of all nodes: %s',
  async (_, open) => {
    eventLog = open();
    await eventLog.applyTopics(topicRegistry(1, ['MK', 'RS']));
    expect(await measure()).toBeUndefined();
    const beforeMs = Date.now();
    await send(eventLog, 'RS', [reportRecord({ reference: 1, revision: 1, incident: {} })]);
    const rsMs = (await measure()) ?? 0;
    expect(rsMs).toBeGreaterThanOrEqual(beforeMs);
    expect(rsMs).toBeLessThanOrEqual(Date.now());
    await send(eventLog, 'MK', [
      reportRecord({ reference: 2, revision: 1, incident: {} }),
      reportRecord({ reference: 3, revision: 1, incident: {} }),
    ]);
    expect(await measure()).toBe(rsMs);
    await countUpTo('RS', 1);
    const mkMs = (await measure()) ?? 0;
    expect(mkMs).toBeGreaterThanOrEqual(rsMs);
    await countUpTo('MK', 1);
    expect(await measure()).toBeGreaterThanOrEqual(mkMs);
    await countUpTo('MK', 2);
    expect(await measure()).toBeUndefined();
  },
);
