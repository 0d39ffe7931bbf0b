import type { Approval, ApprovalChange, Delegation, ObjectionCode } from '../../api/releases.ts';

/** What a member can do about one release, as it stands. */
export type Act =
  | { readonly kind: 'request' }
  /** In its own place, or in that of a member that has delegated to it. */
  | { readonly kind: 'approve'; readonly organisation: string }
  | { readonly kind: 'object' }
  | { readonly kind: 'withdraw'; readonly what: 'approval' | 'request' | 'release' };

export type Standing = {
  readonly approval: Approval;
  readonly delegations: readonly Delegation[];
  /** The member that looks. */
  readonly own: string;
};

/** All that would change something, and nothing that the service would refuse; it decides all the same. */
export function actsOf({ approval, delegations, own }: Standing): readonly Act[] {
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

/** Who may approve in an organisation's place: for one release before for all. */
function delegateOf(delegations: readonly Delegation[], from: string, release: string): string | undefined {
  const own = delegations.filter((one) => one.from === from);
  const one = own.find((each) => each.release === release) ?? own.find((each) => each.release === undefined);
  return one?.to;
}

/** Whom an approval still waits for once an organisation has approved; with nobody left the release is published at once. */
export const missingAfter = ({ request }: Approval, organisation: string): readonly string[] =>
  (request?.missing ?? []).filter((one) => one !== organisation);

/** The request to the service. An objection wants its reason. */
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

export type Waiting = {
  readonly own: readonly Approval[];
  readonly others: readonly Approval[];
  readonly notYet: readonly Approval[];
};

/** Open approvals that wait for this member, or for it in another's place; those that wait for others; those nobody has asked for. */
export function waiting(
  approvals: readonly Approval[],
  delegations: readonly Delegation[],
  own: string,
): Waiting {
  const waitsForOwn = (approval: Approval) =>
    actsOf({ approval, delegations, own }).some(({ kind }) => kind === 'approve');
  const open = approvals.filter(({ status }) => status === 'open');
  return {
    own: open.filter(waitsForOwn),
    others: open.filter((approval) => !waitsForOwn(approval)),
    notYet: approvals.filter(({ status }) => status === 'not-requested' || status === 'expired'),
  };
}
