import { uniqueName } from '@waylight/testing';
import { runChild } from './children.ts';
import type { BareResult, BareSettings } from './processes/bare-consumer.ts';
import type { PreloadedTopics } from './running-workers.ts';

/** A program that only reads what lies on the topics, decodes it and counts in memory, as a process of its own. */
export async function runBareConsumer({
  kafka,
  topicPrefix,
  total,
  warmUp,
}: PreloadedTopics): Promise<number> {
  const settings: BareSettings = {
    stretch: { total, warmUp },
    group: uniqueName('bare'),
    brokers: kafka,
    topicPrefix,
  };
  return (await runChild<BareResult>('bare-consumer', settings)).perSecond;
}
