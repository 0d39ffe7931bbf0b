import { activityTopic, NODE_COUNTRIES, type NodeCountry, reportsTopic } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import type { PartitionId } from '@waylight/event-log';
import type { PartitionName } from '@waylight/view-store';

/** Country whose node writes a topic of reports; undefined for every other topic. */
export function nodeOfTopic(topic: string): NodeCountry | undefined {
  return NODE_COUNTRIES.find((country) => reportsTopic(country) === topic);
}

/** Content of a counted topic, and the country whose node writes it. */
export type CountedTopic = { readonly kind: 'reports' | 'activity'; readonly node: NodeCountry };

export function countedTopicOf(topic: string): CountedTopic | undefined {
  const reports = nodeOfTopic(topic);
  if (reports !== undefined) return { kind: 'reports', node: reports };
  const activity = NODE_COUNTRIES.find((country) => activityTopic(country) === topic);
  return activity === undefined ? undefined : { kind: 'activity', node: activity };
}

export function numberOfNode(node: NodeCountry): Country {
  return Country[node];
}

/** Name of a partition in the store. */
export function partitionName({ topic, partition }: PartitionId): PartitionName {
  return `${topic}:${partition}`;
}

/** Topic of a partition, from its name in the store. */
export function topicOfPartition(partition: PartitionName): string {
  return partition.slice(0, partition.lastIndexOf(':'));
}

/** Common prefix of the names of a topic's partitions. */
export function partitionPrefix(topic: string): string {
  return `${topic}:`;
}

const GENERATION = /^g(\d+)$/;

/** Number of a generation such as "g2". Later generations have higher numbers. */
export function generationNumber(generation: string): number {
  return Number(GENERATION.exec(generation)?.[1] ?? 0);
}
