import {
  type ApprovalCommand,
  type Approvals,
  approvalStateOf,
  decideApproval,
  evolveApprovals,
  NO_APPROVALS,
} from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Approval, Delegation } from '../../api/releases.ts';
import { type Act, actsOf, changeOf, groupApprovals, missingAfter } from './approval-acts.ts';

const MEMBERS = ['AHC', 'BCHR', 'MYLA'] as const;
const RELEASE = 'country-year.2026.public';
const DAY_MS = 24 * 3_600_000;
const member = fc.constantFrom(...MEMBERS);

const command: fc.Arbitrary<ApprovalCommand> = fc.oneof(
  fc.constant({ kind: 'request', releaseId: RELEASE } as const),
  fc.record({
    kind: fc.constant('approve' as const),
    releaseId: fc.constant(RELEASE),
    forOrganisation: fc.option(member, { nil: undefined, freq: 1 }),
  }),
  fc.constant({ kind: 'object', releaseId: RELEASE, code: 'not-agreed' } as const),
  fc.record({
    kind: fc.constant('withdraw' as const),
    releaseId: fc.constant(RELEASE),
    what: fc.constantFrom('approval' as const, 'request' as const, 'release' as const),
  }),
  fc.record({
    kind: fc.constantFrom('delegate' as const, 'revoke-delegation' as const),
    to: member,
    releaseId: fc.constantFrom(RELEASE, 'another', undefined),
  }),
);
/** Requests and approvals are frequent, so that releases are approved too. */
const history = fc.array(
  fc.tuple(
    member,
    fc.oneof(
      { weight: 2, arbitrary: command },
      { weight: 1, arbitrary: fc.constant({ kind: 'request', releaseId: RELEASE } as const) },
    ),
    fc.integer({ min: 0, max: 5 * DAY_MS }),
  ),
  { maxLength: 14 },
);

function happened(steps: readonly (readonly [string, ApprovalCommand, number])[]): {
  readonly approvals: Approvals;
  readonly nowMs: number;
} {
  let [approvals, nowMs] = [NO_APPROVALS, 0];
  for (const [by, step, laterMs] of steps) {
    nowMs += laterMs;
    const decision = decideApproval(approvals, step, { by, members: MEMBERS, nowMs });
    if (decision.kind === 'happened') approvals = evolveApprovals(approvals, decision.event);
  }
  return { approvals, nowMs };
}

const instant = (ms: number): string => new Date(ms).toISOString();

/** In the form of the endpoints. */
function seen({ approvals, nowMs }: { readonly approvals: Approvals; readonly nowMs: number }) {
  const {
    request,
    objection,
    withdrawal,
    releaseId: release,
    status,
  } = approvalStateOf(approvals, RELEASE, nowMs);
  const approval: Approval = {
    release,
    status,
    ...(request && {
      request: {
        requestedBy: request.by,
        at: instant(request.atMs),
        until: instant(request.untilMs),
        approvers: [...request.approvers],
        approvals: request.approvals.map(({ organisation, by, atMs }) => ({
          organisation,
          approvedBy: by,
          at: instant(atMs),
        })),
        missing: [...request.missing],
      },
    }),
    ...(objection && {
      objection: { objectedBy: objection.by, at: instant(objection.atMs), code: objection.code },
    }),
    ...(withdrawal && { withdrawal: { withdrawnBy: withdrawal.by, at: instant(withdrawal.atMs) } }),
  };
  const delegations: Delegation[] = approvals.delegations.map(({ from, to, releaseId, atMs }) => ({
    from,
    to,
    ...(releaseId === undefined ? {} : { release: releaseId }),
    at: instant(atMs),
  }));
  return { approval, delegations };
}

const everyAct: readonly Act[] = [
  { kind: 'request' },
  ...MEMBERS.map((organisation): Act => ({ kind: 'approve', organisation })),
  { kind: 'object' },
  ...(['approval', 'request', 'release'] as const).map((what): Act => ({ kind: 'withdraw', what })),
];

function commandOf(act: Act): ApprovalCommand {
  switch (act.kind) {
    case 'approve':
      return { kind: 'approve', releaseId: RELEASE, forOrganisation: act.organisation };
    case 'object':
      return { kind: 'object', releaseId: RELEASE, code: 'not-agreed' };
    default:
      return { ...act, releaseId: RELEASE };
  }
}

const name = (act: Act): string => JSON.stringify(act);

describe('an action of a member on a release', () => {
  it('is allowed exactly if it would change the state, after any history', () => {
    fc.assert(
      fc.property(history, member, (steps, own) => {
        const { approvals, nowMs } = happened(steps);
        const offered = actsOf({ ...seen({ approvals, nowMs }), own });
        const changing = everyAct.filter(
          (act) =>
            decideApproval(approvals, commandOf(act), { by: own, members: MEMBERS, nowMs }).kind ===
            'happened',
        );
        expect(offered.map(name).sort()).toEqual(changing.map(name).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('is said to publish exactly where it does', () => {
    fc.assert(
      fc.property(history, member, (steps, own) => {
        const { approvals, nowMs } = happened(steps);
        const { approval, delegations } = seen({ approvals, nowMs });
        for (const act of actsOf({ approval, delegations, own })) {
          if (act.kind !== 'approve') continue;
          const decision = decideApproval(approvals, commandOf(act), { by: own, members: MEMBERS, nowMs });
          if (decision.kind !== 'happened') throw new Error('what is offered happens');
          const after = approvalStateOf(evolveApprovals(approvals, decision.event), RELEASE, nowMs);
          expect(missingAfter(approval, act.organisation).length === 0).toBe(after.status === 'approved');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lists an open release once: waiting for this member, for others, or not requested yet', () => {
    fc.assert(
      fc.property(history, member, (steps, own) => {
        const { approval, delegations } = seen(happened(steps));
        const { own: forOwn, others, notYet } = groupApprovals([approval], delegations, own);
        const isWaiting = ['open', 'not-requested', 'expired'].includes(approval.status);
        expect([...forOwn, ...others, ...notYet]).toEqual(isWaiting ? [approval] : []);
      }),
    );
  });
});

it('each change names its release, and in whose place it is made', () => {
  const change = (act: Act) => changeOf('a/b', act, 'MYLA', 'not-agreed');
  expect(change({ kind: 'request' })).toEqual({ path: '/v1/releases/a%2Fb/approval/request' });
  expect(change({ kind: 'approve', organisation: 'MYLA' }).body).toEqual({});
  expect(change({ kind: 'approve', organisation: 'AHC' }).body).toEqual({ for: 'AHC' });
  expect(change({ kind: 'object' }).body).toEqual({ code: 'not-agreed' });
  expect(change({ kind: 'withdraw', what: 'release' }).body).toEqual({ target: 'release' });
});
