import type { DelegationEvent } from './approval-events.ts';

export type Delegation = {
  readonly from: string;
  readonly to: string;
  /** Undefined: every release, until revoked. */
  readonly releaseId?: string;
  readonly atMs: number;
};

/** Who approves in whose place now: of one organisation at most one for each release, and one for all. */
export type Delegations = readonly Delegation[];

export const NO_DELEGATIONS: Delegations = [];

/** A later delegation takes the place of the one before it; a revocation of another one changes nothing. */
export function evolveDelegations(delegations: Delegations, event: DelegationEvent): Delegations {
  const { kind, by, to, releaseId, atMs } = event;
  const inPlace = delegations.find((one) => one.from === by && one.releaseId === releaseId);
  const others = delegations.filter((one) => one !== inPlace);
  switch (kind) {
    case 'delegated':
      if (by === to || inPlace?.to === to) return delegations;
      return [...others, { from: by, to, atMs, ...(releaseId === undefined ? {} : { releaseId }) }];
    case 'delegation-revoked':
      return inPlace?.to === to ? others : delegations;
    default:
      return kind satisfies never;
  }
}

/**
 * Whether an organisation may approve in another's place. A delegation for one release stands before the one for all.
 * Nothing passes on: to whom a delegate delegates may approve for the delegate alone.
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
