/**
 * Records that are the last of their reference on the log, although a newer revision was counted before. By
 * reference, with the offset of the record, the oldest first. A node appends the current revisions of these
 * references again, because compaction would keep only the older ones.
 */
export type OutdatedRecords = ReadonlyMap<string, number>;

/**
 * Maximum number of outdated records of a partition. They are part of every commit until the node has
 * repaired them. A node appends at most 2,000 records at once, so a broken connection leaves fewer.
 */
export const MAX_OUTDATED = 10_000;

/** The last record of a reference in a batch. */
export type LastRecord = {
  readonly reference: string;
  readonly lastOffset: number;
  /** True if a newer revision was counted before this record. */
  readonly isLastOutdated: boolean;
};

/**
 * Outdated records after a batch. A reference leaves them when its last record is the counted revision again,
 * a newer one or a tombstone. Returns `before` if nothing changes.
 */
export function outdatedAfter(before: OutdatedRecords, lastRecords: readonly LastRecord[]): OutdatedRecords {
  const isChanged = ({ reference, isLastOutdated }: LastRecord) => isLastOutdated || before.has(reference);
  const changed = lastRecords.filter(isChanged);
  if (changed.length === 0) return before;
  const after = new Map(before);
  for (const { reference, lastOffset, isLastOutdated } of changed) {
    after.delete(reference);
    if (isLastOutdated) after.set(reference, lastOffset);
  }
  return new Map([...after].slice(-MAX_OUTDATED));
}
