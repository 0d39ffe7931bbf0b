import type { EventLog } from '@waylight/event-log';
import { countedTopicOf } from './partition-names.ts';

export type Topic = { readonly name: string; readonly partitions: number };

/** Current topics of reports and activity. The topics of a new country appear when its node joins. */
export async function listCountedTopics(log: EventLog): Promise<Topic[]> {
  const topics = await log.listTopics();
  return topics
    .filter(({ name }) => countedTopicOf(name) !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, partitions }) => ({ name, partitions }));
}
