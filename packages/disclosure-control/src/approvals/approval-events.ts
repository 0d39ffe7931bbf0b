/** Why a member objects. A code and no text: what is said of a table to others must not say more than the table does. */
export const OBJECTION_CODES = [
  'risk-to-persons',
  'identifies-place',
  'error-in-data',
  'ongoing-proceedings',
  'not-agreed',
] as const;
export type ObjectionCode = (typeof OBJECTION_CODES)[number];

/** What happened to one release for authorities or the public. Organisations are named by their ids in the registry. */
export type ReleaseApprovalEvent = {
  readonly releaseId: string;
  readonly by: string;
  readonly atMs: number;
} & (
  | {
      readonly kind: 'requested';
      /** All members of that moment: each of them must approve, and nobody who joins later. */
      readonly approvers: readonly string[];
    }
  | { readonly kind: 'request-withdrawn' }
  | {
      readonly kind: 'approved';
      /** Whose approval it is: `by` itself, or the organisation that has delegated to it. */
      readonly forOrganisation: string;
    }
  | { readonly kind: 'approval-withdrawn' }
  | { readonly kind: 'objected'; readonly code: ObjectionCode }
  | { readonly kind: 'release-withdrawn' }
);

/** `by` lets `to` approve in its place: one release, or without `releaseId` every release, until revoked. */
export type DelegationEvent = {
  readonly by: string;
  readonly to: string;
  readonly releaseId?: string;
  readonly atMs: number;
} & ({ readonly kind: 'delegated' } | { readonly kind: 'delegation-revoked' });

/** The record of approvals: what happened, in its order. */
export type ApprovalEvent = ReleaseApprovalEvent | DelegationEvent;
