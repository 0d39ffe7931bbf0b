import type { PartitionId } from '@waylight/event-log';
import { type Claim, type CommitOutcome, commitLimits } from '@waylight/view-store';
import { applyActivity, MAX_ACTIVITY_RECORDS } from './activity/apply-activity.ts';
import {
  type ApplyContext,
  applyRecords,
  type ClaimedPartition,
  type RecordsToApply,
} from './apply-records.ts';
import { createCellCache } from './cell-cache.ts';
import { countedTopicOf, numberOfNode, partitionName } from './partition-names.ts';
import { decodeSummary } from './partition-summary.ts';

/**
 * State of a partition right after its claim. @throws TypeError for a topic that aggregation does not count.
 */
export function createClaimedPartition(
  id: PartitionId,
  { epoch, position, summary }: Claim,
): ClaimedPartition {
  const topic = countedTopicOf(id.topic);
  if (topic === undefined) throw new TypeError(`${id.topic} is not a topic of reports or activity`);
  return {
    id,
    name: partitionName(id),
    kind: topic.kind,
    node: numberOfNode(topic.node),
    epoch,
    position,
    summary: decodeSummary(summary),
    cells: createCellCache(),
  };
}

/** Records of a partition that one commit can contain. */
export function maxRecordsPerBatch({ kind }: Pick<ClaimedPartition, 'kind'>): number {
  return kind === 'activity' ? MAX_ACTIVITY_RECORDS : commitLimits.events;
}

export function applyBatch(
  partition: ClaimedPartition,
  records: RecordsToApply,
  context: ApplyContext,
): Promise<CommitOutcome> {
  return partition.kind === 'activity'
    ? applyActivity(partition, records, context)
    : applyRecords(partition, records, context);
}
