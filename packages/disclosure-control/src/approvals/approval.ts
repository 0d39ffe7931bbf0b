import type { ApprovalEvent, ObjectionCode, ReleaseApprovalEvent } from './approval-events.ts';
import { type Delegations, evolveDelegations, mayApproveFor, NO_DELEGATIONS } from './delegations.ts';

/** Time to approve after the request: 14 times 24 hours. A member that does not respond in this time does not approve. */
export const APPROVAL_PERIOD_MS = 14 * 24 * 3_600_000;

export type MemberApproval = {
  /** The approving organisation. */
  readonly organisation: string;
  /** The caller: the same organisation, or its delegate. */
  readonly by: string;
  readonly atMs: number;
};

type ApprovalRequest = {
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  readonly approvers: readonly string[];
  readonly approvals: readonly MemberApproval[];
};

/** Approval of one release, without a clock: `approvalStateOf` decides whether a request has expired. */
export type ReleaseApproval =
  | ({ readonly kind: 'requested' } & ApprovalRequest)
  | ({
      readonly kind: 'approved';
      readonly approvedAtMs: number;
      /** Orders approved releases: the instant of approval, or a later one if two releases would share it. */
      readonly sequence: number;
    } & ApprovalRequest)
  | { readonly kind: 'objected'; readonly by: string; readonly code: ObjectionCode; readonly atMs: number }
  | { readonly kind: 'withdrawn'; readonly by: string; readonly atMs: number };

export type Approvals = {
  /** By release id. Releases whose request is missing or withdrawn are absent. */
  readonly releases: ReadonlyMap<string, ReleaseApproval>;
  readonly delegations: Delegations;
  readonly lastSequence: number;
};

export const NO_APPROVALS: Approvals = { releases: new Map(), delegations: NO_DELEGATIONS, lastSequence: 0 };

/**
 * Applies an event. Events that the rules do not allow change nothing, in any order of events:
 * - A release is approved only by each member that was asked, itself or through its delegate, in time.
 * - An objection and the withdrawal of an approved release are final.
 */
export function evolveApprovals(approvals: Approvals, event: ApprovalEvent): Approvals {
  if (event.kind === 'delegated' || event.kind === 'delegation-revoked')
    return { ...approvals, delegations: evolveDelegations(approvals.delegations, event) };
  const before = approvals.releases.get(event.releaseId);
  const after = evolveRelease(before, event, approvals);
  if (after === before) return approvals;
  const releases = new Map(approvals.releases);
  if (after === undefined) releases.delete(event.releaseId);
  else releases.set(event.releaseId, after);
  const lastSequence = after?.kind === 'approved' ? after.sequence : approvals.lastSequence;
  return { ...approvals, releases, lastSequence };
}

export const isRequestOpen = ({ requestedAtMs }: ApprovalRequest, atMs: number): boolean =>
  atMs < requestedAtMs + APPROVAL_PERIOD_MS;

function evolveRelease(
  before: ReleaseApproval | undefined,
  event: ReleaseApprovalEvent,
  approvals: Approvals,
): ReleaseApproval | undefined {
  const { by, atMs } = event;
  const open = before?.kind === 'requested' && isRequestOpen(before, atMs) ? before : undefined;
  switch (event.kind) {
    case 'requested': {
      const canBeRequested = before === undefined || (before.kind === 'requested' && open === undefined);
      if (!canBeRequested || event.approvers.length === 0) return before;
      return {
        kind: 'requested',
        requestedBy: by,
        requestedAtMs: atMs,
        approvers: event.approvers,
        approvals: [],
      };
    }
    case 'request-withdrawn':
      return open?.requestedBy === by ? undefined : before;
    case 'approved':
      return open === undefined ? before : addApproval(open, event, approvals);
    case 'approval-withdrawn': {
      const remaining = open?.approvals.filter(({ organisation }) => organisation !== by);
      return open === undefined || remaining === undefined || remaining.length === open.approvals.length
        ? before
        : { ...open, approvals: remaining };
    }
    case 'objected':
      return before === undefined || before.kind === 'requested'
        ? { kind: 'objected', by, code: event.code, atMs }
        : before;
    case 'release-withdrawn':
      return before?.kind === 'approved' ? { kind: 'withdrawn', by, atMs } : before;
    default:
      return event satisfies never;
  }
}

function addApproval(
  open: Extract<ReleaseApproval, { kind: 'requested' }>,
  {
    releaseId,
    by,
    forOrganisation,
    atMs,
  }: {
    readonly releaseId: string;
    readonly by: string;
    readonly forOrganisation: string;
    readonly atMs: number;
  },
  { delegations, lastSequence }: Approvals,
): ReleaseApproval {
  const { approvers, approvals } = open;
  const hasApproved = approvals.some(({ organisation }) => organisation === forOrganisation);
  const isPermitted =
    by === forOrganisation || mayApproveFor(delegations, { by, from: forOrganisation, releaseId });
  if (hasApproved || !isPermitted || !approvers.includes(forOrganisation)) return open;
  const all = [...approvals, { organisation: forOrganisation, by, atMs }];
  if (all.length < approvers.length) return { ...open, approvals: all };
  const sequence = Math.max(atMs, lastSequence + 1);
  return { ...open, kind: 'approved', approvals: all, approvedAtMs: atMs, sequence };
}
