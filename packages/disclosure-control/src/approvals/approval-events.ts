/** Reasons of an objection. Codes instead of text: an objection must not disclose more than the table does. */
export const OBJECTION_CODES = [
  'risk-to-persons',
  'identifies-place',
  'error-in-data',
  'ongoing-proceedings',
  'not-agreed',
] as const;
export type ObjectionCode = (typeof OBJECTION_CODES)[number];

/** Event of one release for authorities or the public. Organisations are ids of the registry. */
export type ReleaseApprovalEvent = {
  readonly releaseId: string;
  readonly by: string;
  readonly atMs: number;
} & (
  | {
      readonly kind: 'requested';
      /** All members at that time: each of them must approve. Later members need not. */
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

/** `by` delegates its approval to `to`: for one release, or without `releaseId` for every release, until revoked. */
export type DelegationEvent = {
  readonly by: string;
  readonly to: string;
  readonly releaseId?: string;
  readonly atMs: number;
} & ({ readonly kind: 'delegated' } | { readonly kind: 'delegation-revoked' });

export type ApprovalEvent = ReleaseApprovalEvent | DelegationEvent;
