import type { EventLog } from '@waylight/event-log';
import { countedTopicOf } from './partition-names.ts';

type Topic = { readonly name: string; readonly partitions: number };

/** The topics of reports and of activity that the log has now: a new country's appear when its node joins. */
export async function listCountedTopics(log: EventLog): Promise<Topic[]> {
  const topics = await log.listTopics();
  return topics
    .filter(({ name }) => countedTopicOf(name) !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, partitions }) => ({ name, partitions }));
}

/** Those of reports alone. */
export async function listReportsTopics(log: EventLog): Promise<Topic[]> {
  return (await listCountedTopics(log)).filter(({ name }) => countedTopicOf(name)?.kind === 'reports');
}
