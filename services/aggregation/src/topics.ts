import { topicRegistry } from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import { safeToLog } from '@waylight/service-kit';

/** The log's topics are not what the registry says, and counting on them would go wrong. */
export class TopicsDifferError extends Error {
  override readonly name = 'TopicsDifferError';
  readonly code = 'TOPICS_DIFFER';
  readonly [safeToLog] = true;

  constructor(problems: readonly string[]) {
    super(
      `The topics are not as the registry says:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
  }
}

/** Makes what is missing, if it may, and refuses to start on topics that differ. */
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
