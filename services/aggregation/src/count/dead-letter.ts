import { Buffer } from 'node:buffer';
import { DeadLetter } from '@waylight/contracts/operations';
import type { OutgoingRecord, PartitionId } from '@waylight/event-log';
import type { RefusedRecord } from './sort-records.ts';

/**
 * Dead letter of a message. It contains the position and the reason, never the content. The same message
 * always gives the same bytes, so a second dead letter does no harm.
 */
export function deadLetterOf(
  { topic, partition }: PartitionId,
  { record, poison }: RefusedRecord,
): OutgoingRecord {
  const { offset, value } = record;
  const { reason, step } = poison;
  return {
    key: Buffer.from(`${topic}/${partition}/${offset}`, 'latin1'),
    value: DeadLetter.encode(
      DeadLetter.fromPartial({
        topic,
        partition,
        offset: BigInt(offset),
        reason,
        step,
        size: value?.length ?? 0,
      }),
    ).finish(),
  };
}
