import type { DelegationEvent } from './approval-events.ts';

export type Delegation = {
  readonly from: string;
  readonly to: string;
  /** Undefined if the delegation is for every release. It then lasts until it is revoked. */
  readonly releaseId?: string;
  readonly atMs: number;
};

/** Current delegations: an organisation has at most one for each release, and one for all releases. */
export type Delegations = readonly Delegation[];

export const NO_DELEGATIONS: Delegations = [];

/** A later delegation replaces the previous one. Revoking a delegation to another organisation than the current delegate changes nothing. */
export function evolveDelegations(delegations: Delegations, event: DelegationEvent): Delegations {
  const { kind, by, to, releaseId, atMs } = event;
  const current = delegations.find((one) => one.from === by && one.releaseId === releaseId);
  const others = delegations.filter((one) => one !== current);
  switch (kind) {
    case 'delegated':
      if (by === to || current?.to === to) return delegations;
      return [...others, { from: by, to, atMs, ...(releaseId === undefined ? {} : { releaseId }) }];
    case 'delegation-revoked':
      return current?.to === to ? others : delegations;
    default:
      return kind satisfies never;
  }
}

/**
 * Whether an organisation may approve for another. A delegation for one release takes precedence over the one for all releases.
 * Delegations are not transitive: the delegate of a delegate may approve for the delegate only.
 */
export function mayApproveFor(
  delegations: Delegations,
  { by, from, releaseId }: { readonly by: string; readonly from: string; readonly releaseId: string },
): boolean {
  const own = delegations.filter((one) => one.from === from);
  const one =
    own.find((one) => one.releaseId === releaseId) ?? own.find((one) => one.releaseId === undefined);
  return one?.to === by;
}
