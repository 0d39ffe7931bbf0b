import type { EventLog } from '@waylight/event-log';
import { countedTopicOf } from '../steps/names.ts';

type Topic = { readonly name: string; readonly partitions: number };

/** The topics of reports and of activity that the log has now: a new country's appear when its node joins. */
export async function countedTopics(log: EventLog): Promise<Topic[]> {
  const topics = await log.listTopics();
  return topics
    .filter(({ name }) => countedTopicOf(name) !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, partitions }) => ({ name, partitions }));
}

/** Those of reports alone. */
export async function reportsTopics(log: EventLog): Promise<Topic[]> {
  return (await countedTopics(log)).filter(({ name }) => countedTopicOf(name)?.kind === 'reports');
}
