import type { DelegateApprovalRequest, DelegateApprovalResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { carryOut } from '../../approvals/carry-out.ts';
import { wireDelegations } from '../../approvals/wire.ts';
import type { InsightsContext } from '../../context.ts';
import { callerOf } from '../caller.ts';
import { failureOf } from './command-answer.ts';

export async function delegateApproval(
  context: InsightsContext,
  { toOrganisation: to, releaseId, revoke }: DelegateApprovalRequest,
  call: CallContext,
): Promise<DelegateApprovalResponse> {
  const kind = revoke ? 'revoke-delegation' : 'delegate';
  const of = releaseId === '' ? {} : { releaseId };
  const outcome = await carryOut(context, callerOf(context, call), { kind, to, ...of });
  if (outcome.kind !== 'done') throw failureOf(outcome);
  const { approvals, changed, by } = outcome;
  return { delegations: wireDelegations(approvals.delegations.filter(({ from }) => from === by)), changed };
}
