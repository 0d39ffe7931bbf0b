import type { EventLog } from '@waylight/event-log';
import { nodeOfTopic } from '../steps/names.ts';

/** The topics of reports that the log has now: a new country's appears when its node joins. */
export async function reportsTopics(log: EventLog): Promise<{ name: string; partitions: number }[]> {
  const topics = await log.listTopics();
  return topics
    .filter(({ name }) => nodeOfTopic(name) !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, partitions }) => ({ name, partitions }));
}
