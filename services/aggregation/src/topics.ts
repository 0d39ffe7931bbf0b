import { topicRegistry } from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import { safeToLog } from '@waylight/service-kit';

/** The topics in Kafka differ from the topic registry; counts made from them would be wrong. */
export class TopicsDifferError extends Error {
  override readonly name = 'TopicsDifferError';
  readonly code = 'TOPICS_DIFFER';
  readonly [safeToLog] = true;

  constructor(problems: readonly string[]) {
    super(`Topics differ from the topic registry:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/**
 * Creates missing topics if `applyTopics` is set. @throws TopicsDifferError if topics differ from the
 * registry.
 */
export async function prepareTopics(
  eventLog: EventLog,
  { partitions, applyTopics }: { readonly partitions: number; readonly applyTopics: boolean },
): Promise<void> {
  const specs = topicRegistry(partitions);
  if (applyTopics) {
    await eventLog.applyTopics(specs);
    return;
  }
  const { problems } = await eventLog.checkTopics(specs);
  if (problems.length > 0) throw new TopicsDifferError(problems);
}
