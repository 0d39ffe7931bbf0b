import type { SnapshotCache } from './released-snapshot.ts';

/**
 * Whether no release was added for a while. The tables of a period are stored one after the other, and a verdict on one of them can
 * depend on the others.
 */
export function createReleasesSettled(
  snapshots: SnapshotCache,
  { settleMs, now }: { readonly settleMs: number; readonly now: () => number },
): () => Promise<boolean> {
  let count = -1;
  let sinceMs = 0;
  return async () => {
    const { releases } = await snapshots.current();
    if (releases.length !== count) {
      count = releases.length;
      sinceMs = now();
    }
    return now() - sinceMs >= settleMs;
  };
}
