import {
  activityTopic,
  heartbeatTopic,
  type NodeCountry,
  progressTopic,
  reportsTopic,
  topicRegistry,
} from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import type { KnownLog, Ledger } from '../ledger.ts';
import type { OutboxRows } from './outbox-rows.ts';

export type NodeTopics = {
  readonly reports: string;
  readonly activity: string;
  readonly progress: string;
  readonly heartbeat: string;
};

export function nodeTopics(country: NodeCountry): NodeTopics {
  return {
    reports: reportsTopic(country),
    activity: activityTopic(country),
    progress: progressTopic(country),
    heartbeat: heartbeatTopic(country),
  };
}

/**
 * Compares the node's topics with the topic registry, and the log with the log to which the ledger's
 * positions refer. If the log was recreated, all shared records are queued again.
 */
export async function verifyLog(
  eventLog: EventLog,
  country: NodeCountry,
  partitions: number,
  ledger: Pick<Ledger, 'readKnownLog' | 'writeKnownLog'>,
  outbox: Pick<OutboxRows, 'requeueAll'>,
): Promise<{ readonly problems: readonly string[]; readonly queuedAgain: number }> {
  const topics = nodeTopics(country);
  const own = new Set<string>(Object.values(topics));
  const specs = topicRegistry(partitions, [country]).filter(({ name }) => own.has(name));
  const { problems } = await eventLog.checkTopics(specs);
  if (problems.length > 0) return { problems, queuedAgain: 0 };
  return { problems, queuedAgain: await requeueIfLogChanged(eventLog, country, ledger, outbox) };
}

/** Requeues all shared records if the log or a topic was replaced. Returns their number. */
export async function requeueIfLogChanged(
  eventLog: EventLog,
  country: NodeCountry,
  ledger: Pick<Ledger, 'readKnownLog' | 'writeKnownLog'>,
  outbox: Pick<OutboxRows, 'requeueAll'>,
): Promise<number> {
  const topics = nodeTopics(country);
  const log: KnownLog = {
    clusterId: await eventLog.clusterId(),
    reportsTopicId: await eventLog.topicId(topics.reports),
    activityTopicId: await eventLog.topicId(topics.activity),
  };
  const before = ledger.readKnownLog();
  const isSame =
    before.clusterId === log.clusterId &&
    before.reportsTopicId === log.reportsTopicId &&
    before.activityTopicId === log.activityTopicId;
  if (isSame) return 0;
  // Queues the records before it stores the new identity. A crash in between only queues the records again.
  const isNewTopic = before.reportsTopicId !== log.reportsTopicId;
  const queuedAgain = before.clusterId === '' ? 0 : outbox.requeueAll(isNewTopic);
  ledger.writeKnownLog(log);
  return queuedAgain;
}
