import { LogError } from './errors.ts';
import type { TopicSettings } from './port.ts';

export function partitionCountError(spec: TopicSettings, got: number): LogError {
  return new LogError(
    'partition-count-differs',
    `topic ${spec.name} has ${got} partitions and should have ${spec.partitions}: a count is never changed in place, because it belongs to the topic's generation`,
  );
}

export function settingProblems(
  spec: TopicSettings,
  setting: string,
  got: string | undefined,
  want: string,
): string[] {
  return got === want ? [] : [`topic ${spec.name}: ${setting} is ${got ?? 'not set'} and should be ${want}`];
}
