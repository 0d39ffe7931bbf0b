import { readTopic, readTopicCopy, type TopicRecord } from '@waylight/backup';
import { RELEASES_TOPIC, topicRegistry } from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import { createLogger } from '@waylight/service-kit';
import { refusedFailure } from '../failure.ts';
import type { Variables } from '../installation/installation.ts';

/** Records per append. A release has a few kilobytes. */
const BATCH = 100;

/**
 * Appends the releases of a copy that the topic lacks, byte for byte and in order. Returns their number. With `isDryRun` it only
 * compares.
 * @throws CommandFailure if the topic has other records.
 */
export async function restoreReleases(
  variables: Variables,
  copy: string,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<number> {
  const { openServiceLog } = await import('@waylight/event-log');
  const log = createLogger({ service: 'restore', level: 'silent' });
  const eventLog = await openServiceLog('AGGREGATION', variables, { clientId: 'waylight-restore', log });
  try {
    const hasTopic = (await eventLog.listTopics()).some(({ name }) => name === RELEASES_TOPIC);
    const present = hasTopic ? await countPresent(eventLog, copy) : 0;
    if (!hasTopic && !isDryRun)
      await eventLog.applyTopics(topicRegistry().filter(({ name }) => name === RELEASES_TOPIC));
    return await appendAfter(eventLog, copy, { present, isDryRun });
  } finally {
    await eventLog.close();
  }
}

/** The number of records that topic and copy have in common. One of them must begin with the other. */
async function countPresent(eventLog: EventLog, copy: string): Promise<number> {
  const copied = readTopicCopy(copy);
  let present = 0;
  for await (const record of readTopic(eventLog, RELEASES_TOPIC)) {
    const { value: expected, done = false } = await copied.next();
    if (done) return present;
    if (!isEqual(record, expected)) throw otherRecords(present);
    present++;
  }
  return present;
}

async function appendAfter(
  eventLog: EventLog,
  copy: string,
  { present, isDryRun }: { readonly present: number; readonly isDryRun: boolean },
): Promise<number> {
  const appender = eventLog.createAppender();
  try {
    let [position, appended] = [0, 0];
    let batch: TopicRecord[] = [];
    const append = async () => {
      if (!isDryRun && batch.length > 0) await appender.append(RELEASES_TOPIC, batch);
      appended += batch.length;
      batch = [];
    };
    for await (const record of readTopicCopy(copy)) {
      if (position++ < present) continue;
      batch.push(record);
      if (batch.length === BATCH) await append();
    }
    await append();
    return appended;
  } finally {
    await appender.close();
  }
}

const isEqual = (a: TopicRecord, b: TopicRecord): boolean =>
  a.key.equals(b.key) &&
  (a.value === null || b.value === null ? a.value === b.value : a.value.equals(b.value));

const otherRecords = (position: number) =>
  refusedFailure(
    `the topic ${RELEASES_TOPIC} has other releases than the backup, from record ${position + 1} on`,
    'Nothing was changed. Aggregation has drawn releases again, or this is the log of another region.',
    `Stop aggregation and keep a copy of the topic. If the backup is right, delete the topic, and restore again.`,
    'Until then start aggregation only with WAYLIGHT_AGGREGATION_HOLD_RELEASES=true: it then draws no release.',
    'Two draws of one period disclose more than one.',
  );
