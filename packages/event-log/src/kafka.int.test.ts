import { addressOf, kafkaForTests } from '@waylight/testing';
import { describe } from 'vitest';
import { record } from './conformance/harness.ts';
import { describeEventLog } from './conformance.ts';
import { createKafkaEventLog } from './kafka/kafka-event-log.ts';

const kafka = kafkaForTests();

describe.skipIf('unavailable' in kafka)('over a real Apache Kafka', () => {
  describeEventLog('the Kafka event log', async () => {
    const open = () => createKafkaEventLog({ brokers: [addressOf(kafka)], clientId: 'conformance' });
    let log = open();
    return {
      get log() {
        return log;
      },
      reopen: async () => {
        await log.close();
        log = open();
        return log;
      },
      compactionSettings: {
        'segment.ms': '200',
        'min.cleanable.dirty.ratio': '0.001',
        'max.compaction.lag.ms': '200',
      },
      // A segment is compacted only after the next segment began, and a new record is needed to begin a segment.
      triggerCompaction: async (current, topic) => {
        const appender = current.createAppender();
        await appender.append(topic, [record('filler', '', 0)]);
        await appender.close();
        await new Promise((resolve) => setTimeout(resolve, 250));
      },
      close: () => log.close(),
    };
  });
});
