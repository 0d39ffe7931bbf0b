import type { ReleaseApproval } from '@waylight/contracts/insights';
import { type ApprovalCommand, type ApprovalRefusal, approvalStateOf } from '@waylight/disclosure-control';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { NO_APPROVAL_NEEDED, REFUSAL_MESSAGES } from '../../approvals/refusal-messages.ts';
import { type NotForCaller, runApprovalCommand } from '../../approvals/run-approval-command.ts';
import type { InsightsContext } from '../../context.ts';
import { authorizeCaller } from '../authorize-caller.ts';
import { releaseNotFound } from '../release-not-found.ts';
import { toReleaseApproval } from './approval-messages.ts';

/** Carries out a command for a release, and says how its approval stands then. Throws RpcError where it was refused. */
export async function respondToCommand(
  context: InsightsContext,
  call: CallContext,
  command: ApprovalCommand & { readonly releaseId: string },
): Promise<{ readonly approval: ReleaseApproval; readonly changed: boolean }> {
  const outcome = await runApprovalCommand(context, authorizeCaller(context, call), command);
  if (outcome.kind !== 'done') throw toRpcError(outcome);
  const { approvals, changed } = outcome;
  return {
    approval: toReleaseApproval(approvalStateOf(approvals, command.releaseId, context.now())),
    changed,
  };
}

export function toRpcError(
  outcome: NotForCaller | { readonly kind: 'refused'; readonly reason: ApprovalRefusal },
): RpcError {
  switch (outcome.kind) {
    case 'refused': {
      const { reason } = outcome;
      if (reason === 'not-a-member' || reason === 'delegate-is-oneself')
        return invalidFieldError('organisation', REFUSAL_MESSAGES[reason]);
      return new RpcError('FAILED_PRECONDITION', REFUSAL_MESSAGES[reason]);
    }
    case 'needs-none':
      return new RpcError('FAILED_PRECONDITION', NO_APPROVAL_NEEDED);
    case 'not-there':
      return releaseNotFound();
    default:
      return outcome satisfies never;
  }
}

export function invalidFieldError(field: string, description: string): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'the request is not valid: see the field violations', [
    { type: 'badRequest', violations: [{ field, description }] },
  ]);
}
