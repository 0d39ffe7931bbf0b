type Sized = {
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly partition: number;
};
type TopicMessages<M> = { readonly topic: string; readonly records: readonly M[] };
export type SizedSend<M> = { topic: string; messages: M[] };

/** A send creates one record batch for each partition. A broker accepts at most 1 MiB for a record batch (`max.message.bytes`). */
const PARTITION_BYTES = 900_000;
const SEND_BYTES = 8_000_000;
/** Upper bound for length fields, offset and timestamp of one record. */
const RECORD_OVERHEAD = 40;

/** Splits records, in order, into sends that a broker accepts. */
export function splitSends<M extends Sized>(
  sends: readonly TopicMessages<M>[],
  limits: { readonly partitionBytes: number; readonly sendBytes: number } = {
    partitionBytes: PARTITION_BYTES,
    sendBytes: SEND_BYTES,
  },
): SizedSend<M>[][] {
  const fitted: SizedSend<M>[][] = [];
  let current: SizedSend<M>[] = [];
  let totalBytes = 0;
  let partitionBytes = new Map<string, number>();
  for (const { topic, records } of sends) {
    let part: SizedSend<M> | undefined;
    for (const record of records) {
      const bytes = (record.key?.length ?? 0) + (record.value?.length ?? 0) + RECORD_OVERHEAD;
      const place = `${topic}/${record.partition}`;
      const before = partitionBytes.get(place) ?? 0;
      if (
        totalBytes > 0 &&
        (before + bytes > limits.partitionBytes || totalBytes + bytes > limits.sendBytes)
      ) {
        fitted.push(current);
        current = [];
        part = undefined;
        totalBytes = 0;
        partitionBytes = new Map();
      }
      if (part === undefined) {
        part = { topic, messages: [] };
        current.push(part);
      }
      part.messages.push(record);
      totalBytes += bytes;
      partitionBytes.set(place, (partitionBytes.get(place) ?? 0) + bytes);
    }
  }
  if (current.length > 0) fitted.push(current);
  return fitted;
}
