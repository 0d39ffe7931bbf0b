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

/** How the approval of a release stands, for members alone. */
export type ApprovalState = {
  readonly releaseId: string;
  readonly status: ApprovalStatus;
  /** Where it was requested, and neither objected to nor withdrawn since. */
  readonly request?: {
    readonly by: string;
    readonly atMs: number;
    /** From this instant on the answer of who has said nothing is no. */
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
 * Where a release stands among those that are approved, by when they were: a later approval has a greater mark. Undefined
 * where it is not approved, for whatever reason.
 */
export function approvalSequence(approvals: Approvals, releaseId: string): number | undefined {
  const release = approvals.releases.get(releaseId);
  return release?.kind === 'approved' ? release.sequence : undefined;
}
