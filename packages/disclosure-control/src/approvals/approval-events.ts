/** Reasons of an objection. They are codes, because text could disclose more than the table does. */
export const OBJECTION_CODES = [
  'risk-to-persons',
  'identifies-place',
  'error-in-data',
  'ongoing-proceedings',
  'not-agreed',
] as const;
export type ObjectionCode = (typeof OBJECTION_CODES)[number];

/** Event of one release for authorities or the public. Organisations are given by their registry ids. */
export type ReleaseApprovalEvent = {
  readonly releaseId: string;
  readonly by: string;
  readonly atMs: number;
} & (
  | {
      readonly kind: 'requested';
      /** All members at that time. Each of them must approve; organisations that become members later need not. */
      readonly approvers: readonly string[];
    }
  | { readonly kind: 'request-withdrawn' }
  | {
      readonly kind: 'approved';
      /** The approving organisation: `by` itself, or one that has delegated to it. */
      readonly forOrganisation: string;
    }
  | { readonly kind: 'approval-withdrawn' }
  | { readonly kind: 'objected'; readonly code: ObjectionCode }
  | { readonly kind: 'release-withdrawn' }
);

/** `by` delegates its approval to `to` until it is revoked: for one release, or for every release if `releaseId` is absent. */
export type DelegationEvent = {
  readonly by: string;
  readonly to: string;
  readonly releaseId?: string;
  readonly atMs: number;
} & ({ readonly kind: 'delegated' } | { readonly kind: 'delegation-revoked' });

export type ApprovalEvent = ReleaseApprovalEvent | DelegationEvent;
