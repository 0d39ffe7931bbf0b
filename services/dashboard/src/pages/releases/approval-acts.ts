import type { Approval, ApprovalChange, Delegation, ObjectionCode } from '../../api/releases.ts';

/** An action of a member on a release in its current state. */
export type Act =
  | { readonly kind: 'request' }
  /** For itself, or for a member that has delegated to it. */
  | { readonly kind: 'approve'; readonly organisation: string }
  | { readonly kind: 'object' }
  | { readonly kind: 'withdraw'; readonly what: 'approval' | 'request' | 'release' };

export type ApprovalState = {
  readonly approval: Approval;
  readonly delegations: readonly Delegation[];
  /** The reader's organisation. */
  readonly own: string;
};

/** All actions that would change the state and that the service would accept. The service decides. */
export function actsOf({ approval, delegations, own }: ApprovalState): readonly Act[] {
  const { status, request, release } = approval;
  switch (status) {
    case 'not-requested':
    case 'expired':
      return [{ kind: 'request' }, { kind: 'object' }];
    case 'open': {
      const missing = request?.missing ?? [];
      const isMine = (organisation: string) =>
        organisation === own || delegateOf(delegations, organisation, release) === own;
      return [
        ...[own, ...missing.filter((one) => one !== own)]
          .filter((one) => missing.includes(one) && isMine(one))
          .map((organisation): Act => ({ kind: 'approve', organisation })),
        ...(request?.approvals.some(({ organisation }) => organisation === own) === true
          ? [{ kind: 'withdraw', what: 'approval' } as const]
          : []),
        ...(request?.requestedBy === own ? [{ kind: 'withdraw', what: 'request' } as const] : []),
        { kind: 'object' },
      ];
    }
    case 'approved':
      return [{ kind: 'withdraw', what: 'release' }];
    case 'objected':
    case 'withdrawn':
      return [];
    default:
      return status satisfies never;
  }
}

/** The delegate of an organisation. A delegation for one release takes precedence over one for all. */
function delegateOf(delegations: readonly Delegation[], from: string, release: string): string | undefined {
  const own = delegations.filter((one) => one.from === from);
  const one = own.find((each) => each.release === release) ?? own.find((each) => each.release === undefined);
  return one?.to;
}

/**
 * Members whose approval is still missing after this organisation has approved. If none is missing, the release is published at
 * once.
 */
export const missingAfter = ({ request }: Approval, organisation: string): readonly string[] =>
  (request?.missing ?? []).filter((one) => one !== organisation);

/** The request for an action. An objection requires a reason. */
export function changeOf(release: string, act: Act, own: string, code: ObjectionCode): ApprovalChange {
  const path = `/v1/releases/${encodeURIComponent(release)}/approval`;
  switch (act.kind) {
    case 'request':
      return { path: `${path}/request` };
    case 'approve':
      return {
        path: `${path}/approve`,
        body: act.organisation === own ? {} : { for: act.organisation },
      };
    case 'object':
      return { path: `${path}/object`, body: { code } };
    case 'withdraw':
      return { path: `${path}/withdraw`, body: { target: act.what } };
    default:
      return act satisfies never;
  }
}

export type OpenApprovals = {
  readonly own: readonly Approval[];
  readonly others: readonly Approval[];
  readonly notYet: readonly Approval[];
};

/**
 * Open approvals: those that this member can approve, for itself or another; those that wait for others; and those not requested.
 */
export function groupApprovals(
  approvals: readonly Approval[],
  delegations: readonly Delegation[],
  own: string,
): OpenApprovals {
  const waitsForOwn = (approval: Approval) =>
    actsOf({ approval, delegations, own }).some(({ kind }) => kind === 'approve');
  const open = approvals.filter(({ status }) => status === 'open');
  return {
    own: open.filter(waitsForOwn),
    others: open.filter((approval) => !waitsForOwn(approval)),
    notYet: approvals.filter(({ status }) => status === 'not-requested' || status === 'expired'),
  };
}
