import type { PartitionId } from '@waylight/event-log';
import { isSamePosition, type RawCellStore, type StoredPosition } from '@waylight/view-store';
import { partitionName } from '../count/partition-names.ts';
import { decodeSummary, type PartitionSummary } from '../count/partition-summary.ts';

export type PartitionState = {
  readonly id: PartitionId;
  readonly position: StoredPosition | null;
  readonly summary: PartitionSummary;
};

/**
 * How far the store has persisted a partition, and what it holds at that very position. Undefined where commits were
 * so quick that the two could not be read together: the next look will do.
 */
export async function readPartitionState(
  store: RawCellStore,
  id: PartitionId,
): Promise<PartitionState | undefined> {
  const name = partitionName(id);
  for (let attempt = 0; attempt < 3; attempt++) {
    const [before, summary, after] = await Promise.all([
      store.position(name),
      store.summary(name),
      store.position(name),
    ]);
    if (isSamePosition(before, after)) return { id, position: after, summary: decodeSummary(summary) };
  }
  return undefined;
}
