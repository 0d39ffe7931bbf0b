import type { InsightsServiceService } from '@waylight/contracts/insights';
import type { ServiceHandlers } from '@waylight/service-kit';
import type { InsightsContext } from '../context.ts';
import {
  approveRelease,
  delegateApproval,
  objectToRelease,
  requestRelease,
  withdrawRelease,
} from './approvals/approval-commands.ts';
import { getApprovals } from './approvals/get-approvals.ts';
import { explain } from './explain.ts';
import { getCompleteness } from './get-completeness.ts';
import { getRegionStatus } from './get-region-status.ts';
import { getRelease } from './get-release.ts';
import { getTrends } from './get-trends.ts';
import { listChanges } from './list-changes.ts';
import { getReleaseKeys, getReleasePlan } from './release-metadata.ts';
import { watchReleases } from './watch-releases.ts';

export function insightsHandlers(context: InsightsContext): ServiceHandlers<typeof InsightsServiceService> {
  return {
    getTrends: (request, call) => getTrends(context, request, call),
    getCompleteness: (request, call) => getCompleteness(context, request, call),
    listChanges: (request, call) => listChanges(context, request, call),
    explain: (request, call) => explain(context, request, call),
    getRelease: (request, call) => getRelease(context, request, call),
    getReleaseKeys: () => getReleaseKeys(context),
    getReleasePlan: () => getReleasePlan(context),
    watchReleases: (request, call) => watchReleases(context, request, call),
    getRegionStatus: (request, call) => getRegionStatus(context, request, call),
    requestRelease: (request, call) => requestRelease(context, request, call),
    approveRelease: (request, call) => approveRelease(context, request, call),
    objectToRelease: (request, call) => objectToRelease(context, request, call),
    withdrawRelease: (request, call) => withdrawRelease(context, request, call),
    delegateApproval: (request, call) => delegateApproval(context, request, call),
    getApprovals: (request, call) => getApprovals(context, request, call),
  };
}
