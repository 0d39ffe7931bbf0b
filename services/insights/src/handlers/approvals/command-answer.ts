import type { ReleaseApproval } from '@waylight/contracts/insights';
import { type ApprovalCommand, type ApprovalRefusal, approvalStateOf } from '@waylight/disclosure-control';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { carryOut, type NotForCaller } from '../../approvals/carry-out.ts';
import { wireApproval } from '../../approvals/wire.ts';
import { NEEDS_NONE, REFUSALS } from '../../approvals/words.ts';
import type { InsightsContext } from '../../context.ts';
import { callerOf } from '../caller.ts';
import { noSuchRelease } from '../no-such-release.ts';

/** Carries out a command for a release, and says how its approval stands then. Throws RpcError where it was refused. */
export async function commandAnswer(
  context: InsightsContext,
  call: CallContext,
  command: ApprovalCommand & { readonly releaseId: string },
): Promise<{ readonly approval: ReleaseApproval; readonly changed: boolean }> {
  const outcome = await carryOut(context, callerOf(context, call), command);
  if (outcome.kind !== 'done') throw failureOf(outcome);
  const { approvals, changed } = outcome;
  return { approval: wireApproval(approvalStateOf(approvals, command.releaseId, context.now())), changed };
}

export function failureOf(
  outcome: NotForCaller | { readonly kind: 'refused'; readonly reason: ApprovalRefusal },
): RpcError {
  switch (outcome.kind) {
    case 'refused': {
      const { reason } = outcome;
      if (reason === 'not-a-member' || reason === 'delegate-is-oneself')
        return invalid('organisation', REFUSALS[reason]);
      return new RpcError('FAILED_PRECONDITION', REFUSALS[reason]);
    }
    case 'needs-none':
      return new RpcError('FAILED_PRECONDITION', NEEDS_NONE);
    case 'not-there':
      return noSuchRelease();
    default:
      return outcome satisfies never;
  }
}

export function invalid(field: string, description: string): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'the request is not valid: see the field violations', [
    { type: 'badRequest', violations: [{ field, description }] },
  ]);
}
