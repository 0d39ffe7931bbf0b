import type { NodeProgress } from '@waylight/contracts/operations';
import type { LogOfPositions } from '../ledger/ledger.ts';
import { type Progress, readProgress } from './reached.ts';

/** The newest progress that the region has told, for as long as it speaks of the log that this ledger's positions are of. */
export type LatestProgress = {
  progress(): Progress | undefined;
  /** The same as the region put it. */
  told(): NodeProgress | undefined;
  /** When the log took it, by the log's own clock. */
  atMs(): number | undefined;
  set(progress: NodeProgress, atMs: number): void;
};

export function createLatestProgress(log: () => LogOfPositions): LatestProgress {
  let latest: { readonly told: NodeProgress; readonly read: Progress; readonly atMs: number } | undefined;
  const current = (): typeof latest => {
    if (latest === undefined) return undefined;
    const { clusterId, reportsTopicId } = log();
    const { told } = latest;
    return told.clusterId === clusterId && told.topicId === reportsTopicId ? latest : undefined;
  };
  return {
    progress: () => current()?.read,
    told: () => current()?.told,
    atMs: () => current()?.atMs,
    set(told, atMs) {
      latest = { told, read: readProgress(told), atMs };
    },
  };
}
