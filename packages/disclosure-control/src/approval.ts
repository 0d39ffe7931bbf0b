import type { ApprovalEvent, ObjectionCode, ReleaseApprovalEvent } from './approval-events.ts';
import { type Delegations, evolveDelegations, mayApproveFor, NO_DELEGATIONS } from './delegations.ts';

/** How long members have, from the request on: 14 times 24 hours. Silence is no. */
export const APPROVAL_MS = 14 * 24 * 3_600_000;

export type GivenApproval = {
  /** Whose approval it is. */
  readonly organisation: string;
  /** Who gave it: the same, or its delegate. */
  readonly by: string;
  readonly atMs: number;
};

type Asking = {
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  readonly asked: readonly string[];
  readonly approvals: readonly GivenApproval[];
};

/** How far the approval of one release is. Whether a request has expired is for a clock to say: see `approvalOf`. */
export type ReleaseApproval =
  | ({ readonly kind: 'requested' } & Asking)
  | ({
      readonly kind: 'approved';
      readonly approvedAtMs: number;
      /** The same instant, or where two would have one, a later: it orders the approved releases. */
      readonly mark: number;
    } & Asking)
  | { readonly kind: 'objected'; readonly by: string; readonly code: ObjectionCode; readonly atMs: number }
  | { readonly kind: 'withdrawn'; readonly by: string; readonly atMs: number };

export type Approvals = {
  /** By the id of the release; those that were never requested, or no more, are not in it. */
  readonly releases: ReadonlyMap<string, ReleaseApproval>;
  readonly delegations: Delegations;
  readonly lastMark: number;
};

export const NO_APPROVALS: Approvals = { releases: new Map(), delegations: NO_DELEGATIONS, lastMark: 0 };

/**
 * What is after an event. An event that the rules do not allow changes nothing, in whatever order events come: a release is
 * approved only by each member that was asked, itself or through its delegate, in time; an objection and the withdrawal of
 * an approved release are for good.
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
  const lastMark = after?.kind === 'approved' ? after.mark : approvals.lastMark;
  return { ...approvals, releases, lastMark };
}

export const isOpen = ({ requestedAtMs }: Asking, atMs: number): boolean =>
  atMs < requestedAtMs + APPROVAL_MS;

function evolveRelease(
  before: ReleaseApproval | undefined,
  event: ReleaseApprovalEvent,
  approvals: Approvals,
): ReleaseApproval | undefined {
  const { by, atMs } = event;
  const open = before?.kind === 'requested' && isOpen(before, atMs) ? before : undefined;
  switch (event.kind) {
    case 'requested': {
      const mayBeAsked = before === undefined || (before.kind === 'requested' && open === undefined);
      if (!mayBeAsked || event.asked.length === 0) return before;
      return { kind: 'requested', requestedBy: by, requestedAtMs: atMs, asked: event.asked, approvals: [] };
    }
    case 'request-withdrawn':
      return open?.requestedBy === by ? undefined : before;
    case 'approved':
      return open === undefined ? before : withApproval(open, event, approvals);
    case 'approval-withdrawn': {
      const left = open?.approvals.filter(({ organisation }) => organisation !== by);
      return open === undefined || left === undefined || left.length === open.approvals.length
        ? before
        : { ...open, approvals: left };
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

function withApproval(
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
  { delegations, lastMark }: Approvals,
): ReleaseApproval {
  const { asked, approvals } = open;
  const given = approvals.some(({ organisation }) => organisation === forOrganisation);
  const may = by === forOrganisation || mayApproveFor(delegations, { by, from: forOrganisation, releaseId });
  if (given || !may || !asked.includes(forOrganisation)) return open;
  const all = [...approvals, { organisation: forOrganisation, by, atMs }];
  if (all.length < asked.length) return { ...open, approvals: all };
  const mark = Math.max(atMs, lastMark + 1);
  return { ...open, kind: 'approved', approvals: all, approvedAtMs: atMs, mark };
}
