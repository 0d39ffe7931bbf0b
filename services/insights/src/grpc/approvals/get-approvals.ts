import { principalOf } from '@waylight/access';
import type { GetApprovalsRequest, GetApprovalsResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { getApprovalStates } from '../../approvals/approval-states.ts';
import type { InsightsContext } from '../../context.ts';
import { callerOf } from '../caller-of.ts';
import { toRpcError } from './approval-commands.ts';
import { toDelegations, toReleaseApproval } from './approval-messages.ts';

export async function getApprovals(
  context: InsightsContext,
  { releaseId }: GetApprovalsRequest,
  call: CallContext,
): Promise<GetApprovalsResponse> {
  const all = releaseId === '';
  const result = await getApprovalStates(context, callerOf(principalOf(call)), all ? undefined : releaseId);
  // The list is empty for callers that are not members.
  if (all && result.kind === 'not-found') return { approvals: [], delegations: [] };
  if (result.kind !== 'states') throw toRpcError(result);
  return { approvals: result.states.map(toReleaseApproval), delegations: toDelegations(result.delegations) };
}
