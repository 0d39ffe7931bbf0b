import type { DelegateApprovalRequest, DelegateApprovalResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { runApprovalCommand } from '../../approvals/run-approval-command.ts';
import type { InsightsContext } from '../../context.ts';
import { authorizeCaller } from '../authorize-caller.ts';
import { toDelegations } from './approval-messages.ts';
import { toRpcError } from './respond-to-command.ts';

export async function delegateApproval(
  context: InsightsContext,
  { toOrganisation: to, releaseId, revoke }: DelegateApprovalRequest,
  call: CallContext,
): Promise<DelegateApprovalResponse> {
  const kind = revoke ? 'revoke-delegation' : 'delegate';
  const of = releaseId === '' ? {} : { releaseId };
  const outcome = await runApprovalCommand(context, authorizeCaller(context, call), { kind, to, ...of });
  if (outcome.kind !== 'done') throw toRpcError(outcome);
  const { approvals, changed, by } = outcome;
  return { delegations: toDelegations(approvals.delegations.filter(({ from }) => from === by)), changed };
}
