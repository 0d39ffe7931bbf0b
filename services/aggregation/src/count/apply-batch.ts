import type { PartitionId } from '@waylight/event-log';
import { type Claim, type CommitOutcome, commitLimits } from '@waylight/view-store';
import { applyActivity, MOST_ACTIVITIES } from './activity/apply-activity.ts';
import {
  type ApplyContext,
  applyRecords,
  type ClaimedPartition,
  type RecordsToApply,
} from './apply-records.ts';
import { createCellCache } from './cell-cache.ts';
import { countedTopicOf, numberOfNode, partitionName } from './partition-names.ts';
import { decodeSummary } from './partition-summary.ts';

/** What is held of a partition from the moment in which it was claimed. Throws TypeError for a topic that nobody counts. */
export function createClaimedPartition(
  id: PartitionId,
  { epoch, position, summary }: Claim,
): ClaimedPartition {
  const topic = countedTopicOf(id.topic);
  if (topic === undefined) throw new TypeError(`${id.topic} is no topic of reports or activity`);
  return {
    ...{ id, name: partitionName(id), kind: topic.kind, node: numberOfNode(topic.node) },
    ...{ epoch, position, summary: decodeSummary(summary), cells: createCellCache() },
  };
}

/** How many records of a partition one commit takes. */
export function maxRecordsPerBatch({ kind }: Pick<ClaimedPartition, 'kind'>): number {
  return kind === 'activity' ? MOST_ACTIVITIES : commitLimits.events;
}

/** One batch of whatever a partition holds. */
export function applyBatch(
  held: ClaimedPartition,
  records: RecordsToApply,
  context: ApplyContext,
): Promise<CommitOutcome> {
  return held.kind === 'activity'
    ? applyActivity(held, records, context)
    : applyRecords(held, records, context);
}
