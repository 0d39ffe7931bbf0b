import { principalOf } from '@waylight/access';
import type {
  ApproveReleaseRequest,
  DelegateApprovalRequest,
  DelegateApprovalResponse,
  ObjectToReleaseRequest,
  ReleaseApproval,
  RequestReleaseRequest,
  WithdrawReleaseRequest,
} from '@waylight/contracts/insights';
import { type ApprovalCommand, approvalStateOf } from '@waylight/disclosure-control';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { isInvalidArgument, NO_APPROVAL_NEEDED, REFUSAL_MESSAGES } from '../../approvals/refusal-messages.ts';
import { type Refused, runApprovalCommand } from '../../approvals/run-approval-command.ts';
import type { InsightsContext } from '../../context.ts';
import { callerOf } from '../caller-of.ts';
import { invalidFieldError, releaseNotFound } from '../errors.ts';
import { objectionName, toDelegations, toReleaseApproval, withdrawableName } from './approval-messages.ts';

/** State of a release's approval after a command. `changed` is false if the state was the same before. */
type CommandResponse = { readonly approval: ReleaseApproval; readonly changed: boolean };

export const requestRelease = (
  context: InsightsContext,
  { releaseId }: RequestReleaseRequest,
  call: CallContext,
): Promise<CommandResponse> => runCommand(context, call, { kind: 'request', releaseId });

export function approveRelease(
  context: InsightsContext,
  { releaseId, forOrganisation }: ApproveReleaseRequest,
  call: CallContext,
): Promise<CommandResponse> {
  const inPlaceOf = forOrganisation === '' ? {} : { forOrganisation };
  return runCommand(context, call, { kind: 'approve', releaseId, ...inPlaceOf });
}

export async function objectToRelease(
  context: InsightsContext,
  request: ObjectToReleaseRequest,
  call: CallContext,
): Promise<CommandResponse> {
  const code = objectionName(request.code);
  if (code === undefined) throw invalidFieldError('code', 'is not a code of objections');
  return runCommand(context, call, { kind: 'object', releaseId: request.releaseId, code });
}

export async function withdrawRelease(
  context: InsightsContext,
  request: WithdrawReleaseRequest,
  call: CallContext,
): Promise<CommandResponse> {
  const what = withdrawableName(request.target);
  if (what === undefined)
    throw invalidFieldError('target', 'must name what to withdraw: approval, request or release');
  return runCommand(context, call, { kind: 'withdraw', releaseId: request.releaseId, what });
}

export async function delegateApproval(
  context: InsightsContext,
  { toOrganisation: to, releaseId, revoke }: DelegateApprovalRequest,
  call: CallContext,
): Promise<DelegateApprovalResponse> {
  const kind = revoke ? 'revoke-delegation' : 'delegate';
  const scope = releaseId === '' ? {} : { releaseId };
  const outcome = await runApprovalCommand(context, callerOf(principalOf(call)), { kind, to, ...scope });
  if (outcome.kind !== 'done') throw toRpcError(outcome);
  const { approvals, changed, by } = outcome;
  return { delegations: toDelegations(approvals.delegations.filter(({ from }) => from === by)), changed };
}

async function runCommand(
  context: InsightsContext,
  call: CallContext,
  command: ApprovalCommand & { readonly releaseId: string },
): Promise<CommandResponse> {
  const outcome = await runApprovalCommand(context, callerOf(principalOf(call)), command);
  if (outcome.kind !== 'done') throw toRpcError(outcome);
  const { approvals, changed } = outcome;
  return {
    approval: toReleaseApproval(approvalStateOf(approvals, command.releaseId, context.now())),
    changed,
  };
}

export function toRpcError(outcome: Refused): RpcError {
  switch (outcome.kind) {
    case 'refused': {
      const message = REFUSAL_MESSAGES[outcome.reason];
      return isInvalidArgument(outcome.reason)
        ? invalidFieldError('organisation', message)
        : new RpcError('FAILED_PRECONDITION', message);
    }
    case 'needs-none':
      return new RpcError('FAILED_PRECONDITION', NO_APPROVAL_NEEDED);
    case 'not-found':
      return releaseNotFound();
    default:
      return outcome satisfies never;
  }
}
