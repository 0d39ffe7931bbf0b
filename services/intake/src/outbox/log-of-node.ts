import {
  activityTopic,
  heartbeatTopic,
  type NodeCountry,
  progressTopic,
  reportsTopic,
  topicRegistry,
} from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import type { Ledger, LogOfPositions } from '../ledger/ledger.ts';

export type NodeTopics = {
  readonly reports: string;
  readonly activity: string;
  readonly progress: string;
  readonly heartbeat: string;
};

export function topicsOf(country: NodeCountry): NodeTopics {
  return {
    reports: reportsTopic(country),
    activity: activityTopic(country),
    progress: progressTopic(country),
    heartbeat: heartbeatTopic(country),
  };
}

/**
 * Holds the node's topics against the registry, and the log against the one that the ledger's positions belong to. A log
 * that was lost and made anew gets everything again that was ever shared: the ledger is what remembers.
 */
export async function meetLog(
  eventLog: EventLog,
  country: NodeCountry,
  partitions: number,
  ledger: Ledger,
): Promise<{ readonly problems: readonly string[]; readonly queuedAgain: number }> {
  const topics = topicsOf(country);
  const own = new Set<string>(Object.values(topics));
  const specs = topicRegistry(partitions, [country]).filter(({ name }) => own.has(name));
  const { problems } = await eventLog.checkTopics(specs);
  if (problems.length > 0) return { problems, queuedAgain: 0 };
  return { problems, queuedAgain: await meetPositions(eventLog, country, ledger) };
}

/** The second half of it. Gives how much is queued again. */
export async function meetPositions(
  eventLog: EventLog,
  country: NodeCountry,
  ledger: Ledger,
): Promise<number> {
  const topics = topicsOf(country);
  const log: LogOfPositions = {
    clusterId: await eventLog.clusterId(),
    reportsTopicId: await eventLog.topicId(topics.reports),
    activityTopicId: await eventLog.topicId(topics.activity),
  };
  const before = ledger.logOfPositions();
  const isSame =
    before.clusterId === log.clusterId &&
    before.reportsTopicId === log.reportsTopicId &&
    before.activityTopicId === log.activityTopicId;
  if (isSame) return 0;
  // Queued before the new log is noted: a crash in between only queues once more.
  const isAnew = before.reportsTopicId !== log.reportsTopicId;
  const queuedAgain = before.clusterId === '' ? 0 : ledger.outbox.queueAll(isAnew);
  ledger.setLogOfPositions(log);
  return queuedAgain;
}
