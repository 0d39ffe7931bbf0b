import type { GetApprovalsRequest, GetApprovalsResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { standing } from '../../approvals/states.ts';
import { wireApproval, wireDelegations } from '../../approvals/wire.ts';
import type { InsightsContext } from '../../context.ts';
import { callerOf } from '../caller.ts';
import { failureOf } from './command-answer.ts';

export async function getApprovals(
  context: InsightsContext,
  { releaseId }: GetApprovalsRequest,
  call: CallContext,
): Promise<GetApprovalsResponse> {
  const all = releaseId === '';
  const found = await standing(context, callerOf(context, call), all ? undefined : releaseId);
  // A list of what there is for the caller: for who is no member that is nothing.
  if (all && found.kind === 'not-there') return { approvals: [], delegations: [] };
  if (found.kind !== 'standing') throw failureOf(found);
  return { approvals: found.states.map(wireApproval), delegations: wireDelegations(found.delegations) };
}
