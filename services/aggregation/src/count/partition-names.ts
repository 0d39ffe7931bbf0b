import { activityTopic, NODE_COUNTRIES, type NodeCountry, reportsTopic } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import type { PartitionId } from '@waylight/event-log';
import type { PartitionName } from '@waylight/view-store';

/** Which country's node writes a topic of reports; undefined for every other topic. */
export function nodeOfTopic(topic: string): NodeCountry | undefined {
  return NODE_COUNTRIES.find((country) => reportsTopic(country) === topic);
}

/** What a topic that is counted holds, and which country's node writes it. */
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

/** As the store names a partition of the log. */
export function partitionName({ topic, partition }: PartitionId): PartitionName {
  return `${topic}:${partition}`;
}

/** The topic of a partition as the store names it. */
export function topicOfPartition(partition: PartitionName): string {
  return partition.slice(0, partition.lastIndexOf(':'));
}

/** How the names of all partitions of a topic begin. */
export function partitionPrefix(topic: string): string {
  return `${topic}:`;
}

const GENERATION = /^g(\d+)$/;

/** Generations are numbered: "g1", "g2", … Later ones have higher numbers. */
export function generationNumber(generation: string): number {
  return Number(GENERATION.exec(generation)?.[1] ?? 0);
}
