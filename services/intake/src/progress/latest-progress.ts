import type { NodeProgress } from '@waylight/contracts/operations';
import type { KnownLog } from '../ledger.ts';
import { type Progress, readProgress } from './progress.ts';

/** The region's newest progress; undefined if it belongs to another log than this ledger's positions. */
export type LatestProgress = {
  progress(): Progress | undefined;
  /** The progress as the region sent it. */
  message(): NodeProgress | undefined;
  /** Time of the progress record, by the clock of the event log. */
  atMs(): number | undefined;
  set(progress: NodeProgress, atMs: number): void;
};

export function createLatestProgress(log: () => KnownLog): LatestProgress {
  let latest:
    | { readonly message: NodeProgress; readonly progress: Progress; readonly atMs: number }
    | undefined;
  const current = (): typeof latest => {
    if (latest === undefined) return undefined;
    const { clusterId, reportsTopicId } = log();
    const { message } = latest;
    return message.clusterId === clusterId && message.topicId === reportsTopicId ? latest : undefined;
  };
  return {
    progress: () => current()?.progress,
    message: () => current()?.message,
    atMs: () => current()?.atMs,
    set(message, atMs) {
      latest = { message, progress: readProgress(message), atMs };
    },
  };
}
