import { topicRegistry } from '@waylight/contracts';
import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import kafkajs from 'kafkajs';

/** The topics of one region, under a prefix. */
export async function applyTopics(kafka: string, prefix: string, partitions: number): Promise<void> {
  const log = withTopicPrefix(createKafkaEventLog({ brokers: [kafka], clientId: 'waylight-tests' }), prefix);
  try {
    await log.applyTopics(topicRegistry(partitions));
  } finally {
    await log.close();
  }
}

/** Deletes topics from a shared cluster. Uses the driver, because no service may delete a topic, and so no port can. */
export async function deleteTopics(kafka: string, prefix: string): Promise<void> {
  const client = new kafkajs.Kafka({
    brokers: [kafka],
    clientId: 'waylight-tests',
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = client.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  } finally {
    await admin.disconnect();
  }
}
