import { createKafkaEventLog, type EventLog, withTopicPrefix } from '@waylight/event-log';

export type LoggedRecord = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly bytes: Buffer;
};

export function openRegionLog(kafka: string, topicPrefix: string): EventLog {
  return withTopicPrefix(createKafkaEventLog({ brokers: [kafka], clientId: 'waylight-tests' }), topicPrefix);
}

/** Raw keys and values of all records of all topics of the region. */
export async function readWholeLog(log: EventLog): Promise<LoggedRecord[]> {
  const found: LoggedRecord[] = [];
  for (const { name: topic, partitions } of await log.listTopics())
    for (let partition = 0; partition < partitions; partition++) {
      const { start = 0 } = (await log.offsets(topic)).find((one) => one.partition === partition) ?? {};
      for await (const { records } of log.readFrom({ topic, partition }, start))
        for (const { offset, key, value } of records)
          found.push({
            topic,
            partition,
            offset,
            bytes: Buffer.concat([key ?? Buffer.alloc(0), Buffer.from('\0'), value ?? Buffer.alloc(0)]),
          });
    }
  return found;
}
