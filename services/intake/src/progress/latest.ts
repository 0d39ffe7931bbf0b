import type { NodeProgress } from '@waylight/contracts/operations';
import type { LogOfPositions } from '../ledger/ledger.ts';
import { type Progress, readProgress } from './reached.ts';

/** The newest progress that the region has told, for as long as it speaks of the log that this ledger's positions are of. */
export type LatestProgress = {
  progress(): Progress | undefined;
  /** The same as the region put it. */
  told(): NodeProgress | undefined;
  set(progress: NodeProgress): void;
};

export function createLatestProgress(log: () => LogOfPositions): LatestProgress {
  let latest: { readonly told: NodeProgress; readonly read: Progress } | undefined;
  const current = (): typeof latest => {
    if (latest === undefined) return undefined;
    const { clusterId, reportsTopicId } = log();
    const { told } = latest;
    return told.clusterId === clusterId && told.topicId === reportsTopicId ? latest : undefined;
  };
  return {
    progress: () => current()?.read,
    told: () => current()?.told,
    set(told) {
      latest = { told, read: readProgress(told) };
    },
  };
}
