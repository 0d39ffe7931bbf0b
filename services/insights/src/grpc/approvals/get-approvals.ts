import type { GetApprovalsRequest, GetApprovalsResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { getApprovalStates } from '../../approvals/approval-states.ts';
import type { InsightsContext } from '../../context.ts';
import { authorizeCaller } from '../authorize-caller.ts';
import { toDelegations, toReleaseApproval } from './approval-messages.ts';
import { toRpcError } from './respond-to-command.ts';

export async function getApprovals(
  context: InsightsContext,
  { releaseId }: GetApprovalsRequest,
  call: CallContext,
): Promise<GetApprovalsResponse> {
  const all = releaseId === '';
  const result = await getApprovalStates(
    context,
    authorizeCaller(context, call),
    all ? undefined : releaseId,
  );
  // A list of what there is for the caller: for who is no member that is nothing.
  if (all && result.kind === 'not-there') return { approvals: [], delegations: [] };
  if (result.kind !== 'standing') throw toRpcError(result);
  return { approvals: result.states.map(toReleaseApproval), delegations: toDelegations(result.delegations) };
}
