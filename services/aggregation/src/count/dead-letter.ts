import { Buffer } from 'node:buffer';
import { DeadLetter } from '@waylight/contracts/operations';
import type { OutgoingRecord, PartitionId } from '@waylight/event-log';
import type { RefusedRecord } from './sort-records.ts';

/**
 * What the dead letters say about a message: where it lies and why it was refused, never what is in it. The same
 * message gives the same bytes, so that saying it again is harmless.
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
