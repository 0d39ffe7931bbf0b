import { APPROVAL_PERIOD_MS, type Approvals, isRequestOpen, type MemberApproval } from './approval.ts';
import type { ObjectionCode } from './approval-events.ts';

export const APPROVAL_STATUSES = [
  'not-requested',
  'open',
  'approved',
  'objected',
  'expired',
  'withdrawn',
] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** State of the approval of a release, for members only. */
export type ApprovalState = {
  readonly releaseId: string;
  readonly status: ApprovalStatus;
  /** Present from the request until an objection or a withdrawal. */
  readonly request?: {
    readonly by: string;
    readonly atMs: number;
    /** The request expires at this instant. A member that does not respond does not approve. */
    readonly untilMs: number;
    readonly approvers: readonly string[];
    readonly approvals: readonly MemberApproval[];
    readonly missing: readonly string[];
  };
  readonly objection?: { readonly by: string; readonly code: ObjectionCode; readonly atMs: number };
  readonly withdrawal?: { readonly by: string; readonly atMs: number };
};

export function approvalStateOf(approvals: Approvals, releaseId: string, nowMs: number): ApprovalState {
  const release = approvals.releases.get(releaseId);
  if (release === undefined) return { releaseId, status: 'not-requested' };
  switch (release.kind) {
    case 'objected': {
      const { by, code, atMs } = release;
      return { releaseId, status: 'objected', objection: { by, code, atMs } };
    }
    case 'withdrawn':
      return { releaseId, status: 'withdrawn', withdrawal: { by: release.by, atMs: release.atMs } };
    case 'requested':
    case 'approved': {
      const { requestedBy, requestedAtMs: atMs, approvers, approvals: given } = release;
      const missing = approvers.filter((id) => given.every(({ organisation }) => organisation !== id));
      const request = {
        by: requestedBy,
        atMs,
        untilMs: atMs + APPROVAL_PERIOD_MS,
        approvers,
        approvals: given,
        missing,
      };
      if (release.kind === 'approved') return { releaseId, status: 'approved', request };
      return { releaseId, status: isRequestOpen(release, nowMs) ? 'open' : 'expired', request };
    }
    default:
      return release satisfies never;
  }
}

/**
 * Sequence of an approved release: a release that is approved later has a greater sequence. Undefined if the release is not
 * approved.
 */
export function approvalSequence(approvals: Approvals, releaseId: string): number | undefined {
  const release = approvals.releases.get(releaseId);
  return release?.kind === 'approved' ? release.sequence : undefined;
}
