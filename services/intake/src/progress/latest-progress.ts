import type { NodeProgress } from '@waylight/contracts/operations';
import type { LogIdentity } from '../ledger/ledger.ts';
import { type Progress, readProgress } from './progress.ts';

/** The newest progress that the region has told, for as long as it speaks of the log that this ledger's positions are of. */
export type LatestProgress = {
  progress(): Progress | undefined;
  /** The same as the region put it. */
  message(): NodeProgress | undefined;
  /** When the log took it, by the log's own clock. */
  atMs(): number | undefined;
  set(progress: NodeProgress, atMs: number): void;
};

export function createLatestProgress(log: () => LogIdentity): LatestProgress {
  let latest: { readonly message: NodeProgress; readonly read: Progress; readonly atMs: number } | undefined;
  const current = (): typeof latest => {
    if (latest === undefined) return undefined;
    const { clusterId, reportsTopicId } = log();
    const { message } = latest;
    return message.clusterId === clusterId && message.topicId === reportsTopicId ? latest : undefined;
  };
  return {
    progress: () => current()?.read,
    message: () => current()?.message,
    atMs: () => current()?.atMs,
    set(message, atMs) {
      latest = { message, read: readProgress(message), atMs };
    },
  };
}
