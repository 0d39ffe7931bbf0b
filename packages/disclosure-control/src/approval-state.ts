import { APPROVAL_MS, type Approvals, type GivenApproval, isOpen } from './approval.ts';
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
    readonly asked: readonly string[];
    readonly approvals: readonly GivenApproval[];
    readonly missing: readonly string[];
  };
  readonly objection?: { readonly by: string; readonly code: ObjectionCode; readonly atMs: number };
  readonly withdrawal?: { readonly by: string; readonly atMs: number };
};

export function approvalOf(approvals: Approvals, releaseId: string, nowMs: number): ApprovalState {
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
      const { requestedBy: by, requestedAtMs: atMs, asked, approvals: given } = release;
      const missing = asked.filter((id) => given.every(({ organisation }) => organisation !== id));
      const request = { by, atMs, untilMs: atMs + APPROVAL_MS, asked, approvals: given, missing };
      if (release.kind === 'approved') return { releaseId, status: 'approved', request };
      return { releaseId, status: isOpen(release, nowMs) ? 'open' : 'expired', request };
    }
    default:
      return release satisfies never;
  }
}

/**
 * Where a release stands among those that are approved, by when they were: a later approval has a greater mark. Undefined
 * where it is not approved, for whatever reason.
 */
export function approvedMark(approvals: Approvals, releaseId: string): number | undefined {
  const release = approvals.releases.get(releaseId);
  return release?.kind === 'approved' ? release.mark : undefined;
}
