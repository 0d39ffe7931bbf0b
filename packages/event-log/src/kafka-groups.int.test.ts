import { addressOf, kafkaForTests, startTcpProxy, type TcpProxy } from '@waylight/testing';
import kafkajs from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCountingStore, createStoreReader } from './conformance/counting-store.ts';
import {
  appendAll,
  createTopic,
  formatRecords,
  numbered,
  readAll,
  record,
  waitUntil,
} from './conformance/harness.ts';
import { AppendError } from './errors.ts';
import { createKafkaEventLog } from './kafka/kafka-event-log.ts';
import { partitionKey } from './partition-reading.ts';
import type { Consumption, EventLog, OutgoingRecord } from './port.ts';

const kafka = kafkaForTests();
const QUICK = { first: 20, last: 200 };

describe.skipIf('unavailable' in kafka)('behaviour that only a cluster has', () => {
  let log: EventLog;
  const open: { close(): Promise<void> }[] = [];
  const connect = (brokers: string[] = [addressOf(kafka)]): EventLog => {
    const log = createKafkaEventLog({ brokers, clientId: 'groups' });
    open.push(log);
    return log;
  };

  beforeAll(() => {
    log = connect();
  });
  afterEach(async () => {
    for (const log of open.splice(1)) await log.close();
  });
  afterAll(() => log.close());

  it('shares the partitions of a topic among the consumers of a group', async () => {
    const topic = await createTopic(log, 6);
    const store = createCountingStore();
    const join = () => connect().consume({ topics: [topic], group: topic, reader: createStoreReader(store) });
    const [one, other] = [await join(), await join()];
    await waitUntil(
      'both consumers to have partitions',
      () => one.assignedPartitions().length === 3 && other.assignedPartitions().length === 3,
    );
    expect([...one.assignedPartitions(), ...other.assignedPartitions()].map(partitionKey).sort()).toEqual(
      [0, 1, 2, 3, 4, 5].map((partition) => `${topic}/${partition}`),
    );
    await one.stop();
    await waitUntil(
      'the other consumer to have all partitions',
      () => other.assignedPartitions().length === 6,
    );
    await appendAll(log, topic, numbered(60));
    await waitUntil('all records', () => store.all().length === 60);
    await other.stop();
  });

  it('counts every record exactly once while consumers join and leave in the middle of the stream', async () => {
    const topic = await createTopic(log, 6);
    const store = createCountingStore();
    const reader = () => createStoreReader(store, () => new Promise((resolve) => setTimeout(resolve, 3)));
    const join = (): Promise<Consumption> =>
      connect().consume({
        topics: [topic],
        group: topic,
        reader: reader(),
        concurrency: 2,
        maxBatchRecords: 50,
        backoffMs: QUICK,
      });
    const sent: OutgoingRecord[] = [];
    let writing = true;
    let written = 0;
    const appender = log.createAppender();
    const write = (async () => {
      while (writing) {
        const records = Array.from({ length: 200 }, (_, index) =>
          record(`k${index % 50}`, String(written + index)),
        );
        written += records.length;
        // A new topic may have no leader yet. Records that were not acknowledged may or may not be read.
        const acknowledged = await appender.append(topic, records).then(
          () => true,
          () => false,
        );
        if (acknowledged) sent.push(...records);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    const first = await join();
    await waitUntil('the first to read', () => store.all().length > 1_000);
    const second = await join();
    await waitUntil('the second to join', () => second.assignedPartitions().length > 0);
    const third = await join();
    await waitUntil('the third to join', () => third.assignedPartitions().length > 0);
    await first.stop();
    await waitUntil(
      'the remaining consumers to take over',
      () => second.assignedPartitions().length + third.assignedPartitions().length === 6,
    );
    await second.stop();
    writing = false;
    await write;
    const wanted = new Set(formatRecords(sent));
    const counted = () => store.all().filter((value) => wanted.has(value));
    await waitUntil('all records', () => counted().length >= sent.length, 40_000);
    expect(counted().toSorted()).toEqual(formatRecords(sent).toSorted());
    expect(new Set(store.all()).size).toBe(store.all().length);
    // Records are in order for each key, so no partition was read backwards.
    const ofKey = counted().filter((value) => value.startsWith('k7='));
    expect(ofKey).toEqual(formatRecords(sent).filter((value) => value.startsWith('k7=')));
    await third.stop();
  });

  it('reports a lost partition to its reader, and fences its late commit', async () => {
    const topic = await createTopic(log, 1);
    const id = { topic, partition: 0 };
    await appendAll(log, topic, numbered(10));
    const store = createCountingStore();
    let inHand = 0;
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = createStoreReader(store, async () => {
      inHand += 1;
      await blocked;
    });
    const losing = await connect().consume({ topics: [topic], group: topic, reader: slow });
    await waitUntil('a batch to be handled', () => inHand === 1);
    // Simulates another worker that claims the partition meanwhile.
    const elsewhere = store.claim(id);
    const next = { clusterId: await log.clusterId(), topicId: await log.topicId(topic), offset: 10 };
    expect(store.save(id, elsewhere.epoch, null, next, [])).toBe('applied');
    release();
    await waitUntil('the fenced save', () => store.outcomes.fenced === 1);
    await waitUntil('the claim after it', () => losing.failingPartitions().length === 0);
    await appendAll(log, topic, [record('k0', 'new')]);
    await waitUntil('the new record', () => store.all().length === 1);
    expect(store.values(id)).toEqual(['k0=new']);
    await losing.stop();
  });

  it('commits offsets to the group, only for the lag metric', async () => {
    const topic = await createTopic(log, 1);
    await appendAll(log, topic, numbered(20));
    const store = createCountingStore();
    const consumption = await log.consume({
      topics: [topic],
      group: topic,
      reader: createStoreReader(store),
    });
    await waitUntil('all records', () => store.all().length === 20);
    await consumption.stop();
    const admin = new kafkajs.Kafka({
      brokers: [addressOf(kafka)],
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
    await admin.connect();
    const [committed] = await admin.fetchOffsets({ groupId: topic, topics: [topic] });
    await admin.disconnect();
    expect(committed?.partitions).toMatchObject([{ partition: 0, offset: '20' }]);
  });

  it('stops the partitions of a topic that was deleted and created again', async () => {
    const spec = {
      name: await createTopic(log, 1),
      partitions: 1,
      cleanup: 'delete' as const,
      retentionMs: -1,
      settings: {},
    };
    const topic = spec.name;
    const store = createCountingStore();
    await appendAll(log, topic, numbered(20));
    const before = await log.consume({ topics: [topic], group: topic, reader: createStoreReader(store) });
    await waitUntil('all records', () => store.all().length === 20);
    await before.stop();
    const admin = new kafkajs.Kafka({
      brokers: [addressOf(kafka)],
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await waitUntil(
      'the topic to be gone',
      async () => (await log.checkTopics([spec])).problems.length === 1,
    );
    await log.applyTopics([spec]);
    await appendAll(log, topic, numbered(40));
    const after = await log.consume({ topics: [topic], group: topic, reader: createStoreReader(store) });
    await waitUntil('the stop', () => after.stoppedPartitions().length === 1);
    expect(after.stoppedPartitions()[0]).toMatchObject({ code: 'position-of-another-log' });
    expect(store.all()).toHaveLength(20);
    await after.stop();
    await admin.disconnect();
  });

  describe('over a network that fails', () => {
    let proxy: TcpProxy;
    beforeAll(async () => {
      const port = Number(addressOf(kafka).split(':')[1]);
      proxy = await startTcpProxy(addressOf(kafka), {
        rewriteAnswer: (answer, to) => redirect(answer, port, to),
      });
    });
    afterEach(() => proxy.restore());
    afterAll(() => proxy.close());

    const consumeThroughProxy = async () => {
      const topic = await createTopic(log, 3);
      const store = createCountingStore();
      const consumption = await connect([proxy.address]).consume({
        topics: [topic],
        group: topic,
        reader: createStoreReader(store),
        maxBatchRecords: 20,
        backoffMs: QUICK,
      });
      return { topic, store, consumption };
    };

    it('does not acknowledge without a response, and appends the same rows through a new producer', async () => {
      const topic = await createTopic(log, 1);
      const appender = connect([proxy.address]).createAppender();
      await appender.append(topic, [record('a', '1')]);

      // The broker stores the rows, and its response is lost.
      proxy.dropAnswers();
      const lost = await appender
        .append(topic, [record('a', '2')], { deadlineMs: 1_000 })
        .catch((error) => error);
      expect(lost).toBeInstanceOf(AppendError);
      proxy.restore();
      await appender.append(topic, [record('a', '2')]);

      // The connection is lost during a send.
      proxy.cut();
      const cut = await appender
        .append(topic, [record('a', '3')], { deadlineMs: 2_000 })
        .catch((error) => error);
      expect(cut).toBeInstanceOf(AppendError);
      proxy.restore();
      await appender.append(topic, [record('a', '3')]);
      await appender.append(topic, [record('a', '4')]);

      const found = (await readAll(log, { topic, partition: 0 })).flatMap(({ records }) =>
        formatRecords(asOutgoing(records)),
      );
      // Records arrive at least once, and in order: the second copy of a record comes before any later record.
      expect(found).toEqual(['a=1', 'a=2', 'a=2', 'a=3', 'a=4']);
    });

    it('continues at once after truncated responses', async () => {
      const { topic, store, consumption } = await consumeThroughProxy();
      for (let sent = 100; sent <= 500; sent += 100) {
        await appendAll(log, topic, numbered(100));
        // This is far below the timeout after which a consumer without responses restarts.
        await waitUntil('the records', () => store.all().length === sent, 15_000);
        proxy.truncateAnswers();
      }
      await consumption.stop();
    });

    it('continues after the connection was cut, and counts every record once', async () => {
      const { topic, store, consumption } = await consumeThroughProxy();
      await appendAll(log, topic, numbered(300));
      await waitUntil('the first records', () => store.all().length === 300);
      proxy.cut();
      await appendAll(log, topic, numbered(300));
      const beforeMs = consumption.lastFetchAtMs();
      // Readiness depends on this: the log has not responded for a while.
      await waitUntil(
        'the time since the last response to grow',
        () => Date.now() - consumption.lastFetchAtMs() > 1_500,
      );
      expect(consumption.lastFetchAtMs() - beforeMs).toBeLessThan(1_000);
      proxy.restore();
      await waitUntil('the other records', () => store.all().length >= 600, 60_000);
      expect(store.all().toSorted()).toEqual(
        [...formatRecords(numbered(300)), ...formatRecords(numbered(300))].toSorted(),
      );
      await consumption.stop();
    });
  });
});

function asOutgoing(
  records: readonly { key: Uint8Array | null; value: Uint8Array | null }[],
): OutgoingRecord[] {
  return records.map(({ key, value }) => ({ key: key ?? new Uint8Array(), value }));
}

/** Responses contain the addresses of brokers: the host name, then the port in four bytes. */
function redirect(answer: Buffer, from: number, to: number): Buffer {
  const host = Buffer.from('127.0.0.1');
  const redirected = Buffer.from(answer);
  for (let at = redirected.indexOf(host); at >= 0; at = redirected.indexOf(host, at + 1)) {
    const port = at + host.length;
    if (port + 4 <= redirected.length && redirected.readInt32BE(port) === from)
      redirected.writeInt32BE(to, port);
  }
  return redirected;
}
