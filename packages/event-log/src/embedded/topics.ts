import type { TopicSettings } from '../port.ts';
import {
  describeTopicDifference,
  partitionCountError,
  settingDifferences,
  type TopicDifference,
} from '../topic-problems.ts';
import type { LogDatabase, Topic } from './database.ts';

export function applyTopics(
  db: LogDatabase,
  specs: readonly TopicSettings[],
): { created: string[]; changed: string[] } {
  for (const spec of specs) {
    const found = db.topics.get(spec.name);
    if (found !== undefined && found.partitions !== spec.partitions)
      throw partitionCountError(spec, found.partitions);
  }
  const created: string[] = [];
  const changed: string[] = [];
  db.transaction(() => {
    for (const spec of specs) {
      const found = db.topics.get(spec.name);
      if (found === undefined) {
        db.createTopic(spec);
        created.push(spec.name);
      } else if (differences(found, spec).length > 0) {
        db.updateTopic(found, spec);
        changed.push(spec.name);
      }
    }
  });
  return { created, changed };
}

export function checkTopics(db: LogDatabase, specs: readonly TopicSettings[]): { problems: string[] } {
  const problems = specs.flatMap((spec) => {
    const found = db.topics.get(spec.name);
    if (found === undefined) return [`topic ${spec.name} is missing`];
    if (found.partitions !== spec.partitions) return [partitionCountError(spec, found.partitions).message];
    return differences(found, spec).map(describeTopicDifference);
  });
  return { problems };
}

function differences(found: Topic, spec: TopicSettings): TopicDifference[] {
  return [
    ...settingDifferences(spec, 'cleanup.policy', found.cleanup, spec.cleanup),
    ...settingDifferences(spec, 'retention.ms', String(found.retentionMs), String(spec.retentionMs)),
    ...Object.entries(spec.settings).flatMap(([name, want]) =>
      settingDifferences(spec, name, found.settings[name], want),
    ),
  ];
}
