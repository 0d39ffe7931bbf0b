import { uniqueName } from '@waylight/testing';
import { runChild } from './children.ts';
import type { BareResult, BareSettings } from './processes/bare-consumer.ts';
import type { PreloadedTopics } from './running-workers.ts';

/** Runs a process that only reads and decodes the records on the topics and counts them in memory. */
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
