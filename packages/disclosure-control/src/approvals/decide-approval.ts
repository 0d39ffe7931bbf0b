import type { Approvals } from './approval.ts';
import type { ApprovalEvent, ObjectionCode } from './approval-events.ts';
import { type ApprovalStatus, approvalStateOf } from './approval-state.ts';
import { mayApproveFor } from './delegations.ts';

/** Command of a member. `withdraw` names its target, because the state may change between display and command. */
export type ApprovalCommand =
  | { readonly kind: 'request'; readonly releaseId: string }
  | { readonly kind: 'approve'; readonly releaseId: string; readonly forOrganisation?: string }
  | { readonly kind: 'object'; readonly releaseId: string; readonly code: ObjectionCode }
  | { readonly kind: 'withdraw'; readonly releaseId: string; readonly what: Withdrawable }
  | {
      readonly kind: 'delegate' | 'revoke-delegation';
      readonly to: string;
      /** Undefined if the delegation is for every release. */
      readonly releaseId?: string;
    };

/** Targets of a withdrawal: the caller's own approval or request while the request is open, or (permanently) an approved release. */
export const WITHDRAWABLE = ['approval', 'request', 'release'] as const;
export type Withdrawable = (typeof WITHDRAWABLE)[number];

export type ApprovalRefusal =
  | 'not-requested'
  | 'expired'
  | 'objected'
  | 'withdrawn'
  | 'already-approved'
  | 'not-approved'
  | 'not-the-requester'
  | 'not-asked'
  | 'not-delegated'
  | 'not-a-member'
  | 'delegate-is-oneself';

export type ApprovalDecision =
  | { readonly kind: 'happened'; readonly event: ApprovalEvent }
  /** The state is already the requested one: repeating a command is harmless. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: ApprovalRefusal };

export type ApprovalCaller = {
  /** The member that sends the command. */
  readonly by: string;
  /** All members of the registry, including suspended ones: every member must approve. */
  readonly members: readonly string[];
  readonly nowMs: number;
};

const UNCHANGED: ApprovalDecision = { kind: 'unchanged' };
const refuse = (reason: ApprovalRefusal): ApprovalDecision => ({ kind: 'refused', reason });
const acceptEvent = (event: ApprovalEvent): ApprovalDecision => ({ kind: 'happened', event });

/** Decides on a command of a member. The caller checks that the release exists. */
export function decideApproval(
  approvals: Approvals,
  command: ApprovalCommand,
  { by, members, nowMs: atMs }: ApprovalCaller,
): ApprovalDecision {
  switch (command.kind) {
    case 'request': {
      const { status } = approvalStateOf(approvals, command.releaseId, atMs);
      if (status === 'objected' || status === 'withdrawn') return refuse(status);
      if (status === 'open' || status === 'approved') return UNCHANGED;
      return acceptEvent({ kind: 'requested', releaseId: command.releaseId, by, approvers: members, atMs });
    }
    case 'approve':
      return decideApprove(approvals, command, { by, members, nowMs: atMs });
    case 'object': {
      const { releaseId, code } = command;
      const { status } = approvalStateOf(approvals, releaseId, atMs);
      if (status === 'objected') return UNCHANGED;
      if (status === 'withdrawn') return refuse(status);
      if (status === 'approved') return refuse('already-approved');
      return acceptEvent({ kind: 'objected', releaseId, by, code, atMs });
    }
    case 'withdraw':
      return decideWithdraw(approvals, command, by, atMs);
    case 'delegate':
    case 'revoke-delegation': {
      const { to, releaseId } = command;
      if (to === by) return refuse('delegate-is-oneself');
      const existing = approvals.delegations.find((one) => one.from === by && one.releaseId === releaseId);
      const isUnchanged = (existing?.to === to) === (command.kind === 'delegate');
      if (isUnchanged) return UNCHANGED;
      // A delegate that is no longer a member can still be revoked.
      if (command.kind === 'delegate' && !members.includes(to)) return refuse('not-a-member');
      const kind = command.kind === 'delegate' ? 'delegated' : 'delegation-revoked';
      return acceptEvent({ kind, by, to, atMs, ...(releaseId === undefined ? {} : { releaseId }) });
    }
    default:
      return command satisfies never;
  }
}

function decideApprove(
  approvals: Approvals,
  { releaseId, forOrganisation }: Extract<ApprovalCommand, { kind: 'approve' }>,
  { by, members, nowMs: atMs }: ApprovalCaller,
): ApprovalDecision {
  const organisation = forOrganisation ?? by;
  if (!members.includes(organisation)) return refuse('not-a-member');
  if (organisation !== by && !mayApproveFor(approvals.delegations, { by, from: organisation, releaseId }))
    return refuse('not-delegated');
  const { status, request } = approvalStateOf(approvals, releaseId, atMs);
  if (request === undefined || status === 'expired') return refuse(refusalForStatus(status));
  if (!request.approvers.includes(organisation)) return refuse('not-asked');
  if (!request.missing.includes(organisation)) return UNCHANGED;
  return acceptEvent({ kind: 'approved', releaseId, by, forOrganisation: organisation, atMs });
}

function decideWithdraw(
  approvals: Approvals,
  { releaseId, what }: Extract<ApprovalCommand, { kind: 'withdraw' }>,
  by: string,
  atMs: number,
): ApprovalDecision {
  const { status, request } = approvalStateOf(approvals, releaseId, atMs);
  switch (what) {
    case 'release':
      if (status === 'withdrawn') return UNCHANGED;
      return status === 'approved'
        ? acceptEvent({ kind: 'release-withdrawn', releaseId, by, atMs })
        : refuse(status === 'objected' ? status : 'not-approved');
    case 'request':
      if (status === 'approved') return refuse('already-approved');
      if (status !== 'open') return UNCHANGED;
      return request?.by === by
        ? acceptEvent({ kind: 'request-withdrawn', releaseId, by, atMs })
        : refuse('not-the-requester');
    case 'approval':
      if (status === 'approved') return refuse('already-approved');
      return status === 'open' && request?.approvals.some(({ organisation }) => organisation === by)
        ? acceptEvent({ kind: 'approval-withdrawn', releaseId, by, atMs })
        : UNCHANGED;
    default:
      return what satisfies never;
  }
}

function refusalForStatus(status: ApprovalStatus): ApprovalRefusal {
  switch (status) {
    case 'objected':
    case 'expired':
    case 'withdrawn':
      return status;
    default:
      return 'not-requested';
  }
}
