import { describe, expect, test } from 'vitest';
import { APPROVAL_PERIOD_MS, type Approvals, evolveApprovals, NO_APPROVALS } from './approval.ts';
import { approvalStateOf } from './approval-state.ts';
import {
  type ApprovalCommand,
  type ApprovalDecision,
  type ApprovalRefusal,
  decideApproval,
} from './decide-approval.ts';

const MEMBERS = ['AHC', 'BCHR', 'MYLA'];
const ID = 'table.2025-03.public';
const DAY_MS = 86_400_000;

/** A caller, the day of the command, and the command. */
type Step = readonly [by: string, day: number, command: ApprovalCommand];

const request: ApprovalCommand = { kind: 'request', releaseId: ID };
const approve: ApprovalCommand = { kind: 'approve', releaseId: ID };
const approveFor = (forOrganisation: string): ApprovalCommand => ({ ...approve, forOrganisation });
const object: ApprovalCommand = { kind: 'object', releaseId: ID, code: 'identifies-place' };
const withdraw = (what: 'approval' | 'request' | 'release'): ApprovalCommand => ({
  kind: 'withdraw',
  releaseId: ID,
  what,
});
const delegate = (to: string, releaseId?: string): ApprovalCommand =>
  releaseId === undefined ? { kind: 'delegate', to } : { kind: 'delegate', to, releaseId };
const revoke = (to: string): ApprovalCommand => ({ kind: 'revoke-delegation', to });

const APPROVED: readonly Step[] = [
  ['MYLA', 0, request],
  ...MEMBERS.map((by, n): Step => [by, n + 1, approve]),
];

function decide(before: Approvals, [by, day, command]: Step, members = MEMBERS): ApprovalDecision {
  return decideApproval(before, command, { by, members, nowMs: day * DAY_MS });
}

function after(...steps: readonly Step[]): Approvals {
  return steps.reduce((before, step) => {
    const decision = decide(before, step);
    return decision.kind === 'happened' ? evolveApprovals(before, decision.event) : before;
  }, NO_APPROVALS);
}

const stateOn = (day: number, ...steps: readonly Step[]) =>
  approvalStateOf(after(...steps), ID, day * DAY_MS);
const statusOn = (day: number, ...steps: readonly Step[]) => stateOn(day, ...steps).status;

describe('the approval of a release', () => {
  test('is complete as soon as every asked member has approved', () => {
    expect(statusOn(0)).toBe('not-requested');
    for (const [n] of MEMBERS.entries()) expect(statusOn(3, ...APPROVED.slice(0, n + 1))).toBe('open');
    expect(statusOn(3, ...APPROVED)).toBe('approved');
    // The approval remains valid after the approval period.
    expect(statusOn(400, ...APPROVED)).toBe('approved');
  });

  test('contains approvals, missing members and the deadline', () => {
    expect(stateOn(2, ...APPROVED.slice(0, 2)).request).toEqual({
      by: 'MYLA',
      atMs: 0,
      untilMs: APPROVAL_PERIOD_MS,
      approvers: MEMBERS,
      approvals: [{ organisation: 'AHC', by: 'AHC', atMs: DAY_MS }],
      missing: ['BCHR', 'MYLA'],
    });
  });

  test('is not implied by the request: the requester must approve too', () => {
    expect(stateOn(0, ['MYLA', 0, request]).request?.missing).toEqual(MEMBERS);
  });

  test('expires exactly 14 times 24 hours after the request', () => {
    const open = after(...APPROVED.slice(0, 3));
    const last = { by: 'MYLA', members: MEMBERS };
    expect(decideApproval(open, approve, { ...last, nowMs: APPROVAL_PERIOD_MS - 1 }).kind).toBe('happened');
    expect(decideApproval(open, approve, { ...last, nowMs: APPROVAL_PERIOD_MS })).toEqual({
      kind: 'refused',
      reason: 'expired',
    });
    expect(approvalStateOf(open, ID, APPROVAL_PERIOD_MS - 1).status).toBe('open');
    expect(approvalStateOf(open, ID, APPROVAL_PERIOD_MS).status).toBe('expired');
  });

  test('may be requested again after it expired, and then every member must approve again', () => {
    const again = stateOn(20, ...APPROVED.slice(0, 3), ['AHC', 20, request]);
    expect(again).toMatchObject({ status: 'open', request: { by: 'AHC', approvals: [], missing: MEMBERS } });
  });

  test('requires the members at the time of the request, and no members that join later', () => {
    const open = after(['MYLA', 0, request]);
    const more = [...MEMBERS, 'NEW'];
    expect(decide(open, ['NEW', 1, approve], more)).toEqual({ kind: 'refused', reason: 'not-asked' });
    expect(statusOn(3, ...APPROVED)).toBe('approved');
  });

  test('of one member can be withdrawn only by that member, and only while the request is open', () => {
    const taken = stateOn(2, ...APPROVED.slice(0, 2), ['AHC', 2, withdraw('approval')]);
    expect(taken.request?.missing).toEqual(MEMBERS);
    const state = stateOn(2, ...APPROVED.slice(0, 2), ['BCHR', 2, withdraw('approval')]);
    expect(state.request?.missing).toEqual(['BCHR', 'MYLA']);
  });

  test('ends with its request, which only the requester may withdraw (while it is open) and repeat', () => {
    const steps = [...APPROVED.slice(0, 3), ['MYLA', 3, withdraw('request')]] satisfies Step[];
    expect(statusOn(3, ...steps)).toBe('not-requested');
    expect(stateOn(4, ...steps, ['BCHR', 4, request]).request?.missing).toEqual(MEMBERS);
  });
});

describe('an objection', () => {
  test.each([
    ['before a request', []],
    ['while the request is open', APPROVED.slice(0, 3)],
  ])('permanently ends the release for that audience, %s', (_, steps) => {
    const objected: Step[] = [...steps, ['AHC', 3, object]];
    expect(stateOn(3, ...objected)).toEqual({
      releaseId: ID,
      status: 'objected',
      objection: { by: 'AHC', code: 'identifies-place', atMs: 3 * DAY_MS },
    });
    const all: Step[] = [...objected, ['MYLA', 40, request], ...MEMBERS.map((by): Step => [by, 41, approve])];
    expect(statusOn(41, ...all)).toBe('objected');
  });

  test('ends an expired request too', () => {
    expect(statusOn(30, ['MYLA', 0, request], ['AHC', 30, object])).toBe('objected');
  });

  test('does not affect other audiences of the same table and period', () => {
    const other = 'table.2025-03.authorities';
    const both = after(['AHC', 1, object], ['MYLA', 1, { ...request, releaseId: other }]);
    expect(approvalStateOf(both, other, DAY_MS).status).toBe('open');
  });
});

describe('the withdrawal of an approved release', () => {
  test('is final, and any member may do it', () => {
    const steps: Step[] = [...APPROVED, ['BCHR', 9, withdraw('release')]];
    expect(stateOn(9, ...steps)).toEqual({
      releaseId: ID,
      status: 'withdrawn',
      withdrawal: { by: 'BCHR', atMs: 9 * DAY_MS },
    });
    const again: Step[] = [...steps, ['MYLA', 40, request], ...MEMBERS.map((by): Step => [by, 41, approve])];
    expect(statusOn(41, ...again)).toBe('withdrawn');
  });
});

describe('delegation', () => {
  const DELEGATED: Step[] = [
    ['MYLA', 0, request],
    ['AHC', 1, delegate('BCHR')],
    ['BCHR', 2, approveFor('AHC')],
  ];

  test('lets another member approve, and the approval records both members', () => {
    expect(stateOn(2, ...DELEGATED).request?.approvals).toEqual([
      { organisation: 'AHC', by: 'BCHR', atMs: 2 * DAY_MS },
    ]);
  });

  test('is not an approval by the delegating member or by the delegate', () => {
    expect(stateOn(2, ...DELEGATED.slice(0, 2)).request?.missing).toEqual(MEMBERS);
    expect(stateOn(2, ...DELEGATED).request?.missing).toEqual(['BCHR', 'MYLA']);
  });

  test('is not transitive: the delegate of a delegate approves for the delegate only', () => {
    const chain = after(['MYLA', 0, request], ['AHC', 1, delegate('BCHR')], ['BCHR', 1, delegate('MYLA')]);
    expect(decide(chain, ['MYLA', 2, approveFor('AHC')])).toEqual({
      kind: 'refused',
      reason: 'not-delegated',
    });
    expect(decide(chain, ['MYLA', 2, approveFor('BCHR')]).kind).toBe('happened');
  });

  test('ends when it is revoked; approvals given through it remain until their organisation withdraws them', () => {
    const revoked: Step[] = [...DELEGATED, ['AHC', 3, revoke('BCHR')]];
    expect(stateOn(3, ...revoked).request?.missing).toEqual(['BCHR', 'MYLA']);
    const taken = after(...revoked, ['AHC', 4, withdraw('approval')]);
    expect(decide(taken, ['BCHR', 5, approveFor('AHC')])).toMatchObject({ reason: 'not-delegated' });
  });

  test('for one release takes precedence over the delegation for all releases, for that release only', () => {
    const two = after(['MYLA', 0, request], ['AHC', 1, delegate('BCHR')], ['AHC', 1, delegate('MYLA', ID)]);
    expect(decide(two, ['BCHR', 2, approveFor('AHC')])).toMatchObject({ reason: 'not-delegated' });
    expect(decide(two, ['MYLA', 2, approveFor('AHC')]).kind).toBe('happened');
    const other = { ...approve, releaseId: 'another', forOrganisation: 'AHC' };
    expect(decide(two, ['MYLA', 2, other])).toMatchObject({ reason: 'not-delegated' });
  });
});

test.each<[string, readonly Step[], Step, ApprovalRefusal]>([
  ['an approval without a request', [], ['AHC', 0, approve], 'not-requested'],
  [
    'an approval for an organisation that is not a member',
    [['MYLA', 0, request]],
    ['AHC', 0, approveFor('SIM-1')],
    'not-a-member',
  ],
  [
    'an approval without a delegation',
    [['MYLA', 0, request]],
    ['AHC', 0, approveFor('BCHR')],
    'not-delegated',
  ],
  ['a request after an objection', [['AHC', 0, object]], ['MYLA', 1, request], 'objected'],
  ['an approval after an objection', [['AHC', 0, object]], ['MYLA', 1, approve], 'objected'],
  ['an objection to an approved release', APPROVED, ['AHC', 5, object], 'already-approved'],
  ['withdrawing an approval too late', APPROVED, ['AHC', 5, withdraw('approval')], 'already-approved'],
  ['withdrawing a request too late', APPROVED, ['MYLA', 5, withdraw('request')], 'already-approved'],
  [
    'withdrawing the request of another member',
    [['MYLA', 0, request]],
    ['AHC', 1, withdraw('request')],
    'not-the-requester',
  ],
  [
    'withdrawing a release that is not approved',
    [['MYLA', 0, request]],
    ['MYLA', 1, withdraw('release')],
    'not-approved',
  ],
  ['delegating to oneself', [], ['AHC', 0, delegate('AHC')], 'delegate-is-oneself'],
  ['delegating to an organisation that is not a member', [], ['AHC', 0, delegate('SIM-1')], 'not-a-member'],
])('refuses %s', (_, before, step, reason) => {
  expect(decide(after(...before), step)).toEqual({ kind: 'refused', reason });
});

test.each<[string, readonly Step[], Step]>([
  ['a request', [['MYLA', 0, request]], ['AHC', 1, request]],
  ['an approval', APPROVED.slice(0, 2), ['AHC', 2, approve]],
  ['the last approval', APPROVED, ['MYLA', 20, approve]],
  ['an objection', [['AHC', 0, object]], ['AHC', 1, object]],
  ['the withdrawal of an approval', [['MYLA', 0, request]], ['AHC', 1, withdraw('approval')]],
  ['the withdrawal of a request', [], ['MYLA', 1, withdraw('request')]],
  [
    'the withdrawal of a release',
    [...APPROVED, ['AHC', 4, withdraw('release')]],
    ['AHC', 5, withdraw('release')],
  ],
  ['a delegation', [['AHC', 0, delegate('BCHR')]], ['AHC', 1, delegate('BCHR')]],
  ['a revocation', [], ['AHC', 1, revoke('BCHR')]],
])('repeating %s changes nothing', (_, before, step) => {
  expect(decide(after(...before), step)).toEqual({ kind: 'unchanged' });
});
