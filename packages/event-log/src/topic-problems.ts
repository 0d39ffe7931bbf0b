import { LogError } from './errors.ts';
import type { TopicSettings } from './port.ts';

export function partitionCountError(spec: TopicSettings, actual: number): LogError {
  return new LogError(
    'partition-count-differs',
    `topic ${spec.name} has ${actual} partitions and should have ${spec.partitions}: a count is never changed in place, because it belongs to the topic's generation`,
  );
}

export function settingProblems(
  spec: TopicSettings,
  setting: string,
  actual: string | undefined,
  expected: string,
): string[] {
  return actual === expected
    ? []
    : [`topic ${spec.name}: ${setting} is ${actual ?? 'not set'} and should be ${expected}`];
}
