import { LogError } from './errors.ts';
import type { TopicSettings } from './port.ts';

/** A difference between a topic and its registry entry. */
export type TopicDifference = { readonly topic: string } & (
  | { readonly kind: 'missing' }
  | { readonly kind: 'partitions'; readonly actual: number; readonly expected: number }
  | {
      readonly kind: 'setting';
      readonly setting: string;
      readonly actual: string | undefined;
      readonly expected: string;
    }
);

export function describeTopicDifference(difference: TopicDifference): string {
  const { topic } = difference;
  switch (difference.kind) {
    case 'missing':
      return `topic ${topic} is missing`;
    case 'partitions':
      return `topic ${topic} has ${difference.actual} partitions and should have ${difference.expected}: a count is never changed in place, because it belongs to the topic's generation`;
    case 'setting':
      return `topic ${topic}: ${difference.setting} is ${difference.actual ?? 'not set'} and should be ${difference.expected}`;
    default:
      return difference satisfies never;
  }
}

export function partitionCountError(spec: TopicSettings, actual: number): LogError {
  return new LogError('partition-count-differs', describeTopicDifference(partitionDifference(spec, actual)));
}

export function partitionDifference({ name, partitions }: TopicSettings, actual: number): TopicDifference {
  return { kind: 'partitions', topic: name, actual, expected: partitions };
}

export function settingDifferences(
  { name }: TopicSettings,
  setting: string,
  actual: string | undefined,
  expected: string,
): TopicDifference[] {
  return actual === expected ? [] : [{ kind: 'setting', topic: name, setting, actual, expected }];
}
