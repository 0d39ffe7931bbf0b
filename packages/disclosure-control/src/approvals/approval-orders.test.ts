import fc from 'fast-check';
import { expect, test } from 'vitest';
import { APPROVAL_PERIOD_MS, type Approvals, evolveApprovals, NO_APPROVALS } from './approval.ts';
import { type ApprovalEvent, OBJECTION_CODES } from './approval-events.ts';
import { approvalSequence, approvalStateOf } from './approval-state.ts';
import { type ApprovalCommand, decideApproval, WITHDRAWABLE } from './decide-approval.ts';

const MEMBERS = ['A', 'B', 'C'];
const IDS = ['t.2025-03.public', 't.2025-03.authorities'];

const member = fc.constantFrom(...MEMBERS);
const releaseId = fc.constantFrom(...IDS);
/** Most commands are within the approval period, and some around its end. */
const atMs = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: APPROVAL_PERIOD_MS / 2 }) },
  fc.integer({ min: 0, max: 3 * APPROVAL_PERIOD_MS }),
  fc.integer({ min: -2, max: 2 }).map((n) => APPROVAL_PERIOD_MS + n),
);
const LONG = { maxLength: 60, size: 'max' } as const;

const anyEvent: fc.Arbitrary<ApprovalEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('requested' as const),
      releaseId,
      by: member,
      approvers: fc.subarray(MEMBERS, { minLength: 1 }),
      atMs,
    }),
  },
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.constantFrom(...MEMBERS, 'STRANGER'), fc.option(member), releaseId, atMs)
      .map(([organisation, delegate, releaseId, atMs]) => ({
        kind: 'approved' as const,
        releaseId,
        by: delegate ?? organisation,
        forOrganisation: organisation,
        atMs,
      })),
  },
  fc.record({
    kind: fc.constantFrom(
      'request-withdrawn' as const,
      'approval-withdrawn' as const,
      'release-withdrawn' as const,
    ),
    releaseId,
    by: member,
    atMs,
  }),
  fc.record({
    kind: fc.constant('objected' as const),
    releaseId,
    by: member,
    code: fc.constantFrom(...OBJECTION_CODES),
    atMs,
  }),
  fc.record({
    kind: fc.constantFrom('delegated' as const, 'delegation-revoked' as const),
    by: member,
    to: member,
    releaseId,
    atMs,
  }),
  fc.record({
    kind: fc.constantFrom('delegated' as const, 'delegation-revoked' as const),
    by: member,
    to: member,
    atMs,
  }),
);

const RUNS = { numRuns: 1_000 };

test('in any order of events, a release is approved only if every approver approves in time, itself or through its delegate', () => {
  let approvedOnes = 0;
  fc.assert(
    fc.property(fc.array(anyEvent, LONG), (events) => {
      let approvals = NO_APPROVALS;
      for (const [n, event] of events.entries()) {
        approvals = evolveApprovals(approvals, event);
        for (const id of IDS) {
          const { status, request } = approvalStateOf(approvals, id, 0);
          if (status !== 'approved' || request === undefined) continue;
          approvedOnes += 1;
          expect(request.missing).toEqual([]);
          expect(request.approvals.map(({ organisation }) => organisation).sort()).toEqual(
            [...request.approvers].sort(),
          );
          for (const { organisation, by, atMs } of request.approvals) {
            expect(atMs).toBeLessThan(request.untilMs);
            // The caller of each approval was permitted to approve.
            expect(events.slice(0, n + 1)).toContainEqual({
              kind: 'approved',
              releaseId: id,
              by,
              forOrganisation: organisation,
              atMs,
            });
            const delegated = events
              .slice(0, n + 1)
              .some((one) => one.kind === 'delegated' && one.by === organisation && one.to === by);
            expect(organisation === by || delegated).toBe(true);
          }
        }
      }
    }),
    RUNS,
  );
  // Otherwise the runs would not have tested approved releases.
  expect(approvedOnes).toBeGreaterThan(100);
});

test('an objection and the withdrawal of a release are final, whichever events follow', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, LONG), (events) => {
      const ended = new Map<string, unknown>();
      let approvals = NO_APPROVALS;
      for (const event of events) {
        approvals = evolveApprovals(approvals, event);
        for (const id of IDS) {
          const state = approvals.releases.get(id);
          if (ended.has(id)) expect(state).toEqual(ended.get(id));
          else if (state?.kind === 'objected' || state?.kind === 'withdrawn') ended.set(id, state);
        }
      }
    }),
    RUNS,
  );
});

test('no two approved releases have the same sequence, and a later approval has a greater one', () => {
  let followed = 0;
  fc.assert(
    fc.property(fc.array(anyEvent, LONG), (events) => {
      const marks = new Map<string, number>();
      let approvals = NO_APPROVALS;
      let last = 0;
      for (const event of events) {
        approvals = evolveApprovals(approvals, event);
        for (const id of IDS) {
          const mark = approvalSequence(approvals, id);
          if (mark === undefined) continue;
          if (marks.get(id) === undefined) expect(mark).toBeGreaterThan(last);
          else expect(mark).toBe(marks.get(id));
          if (marks.size === 1 && !marks.has(id)) followed += 1;
          marks.set(id, mark);
          last = Math.max(last, mark);
        }
      }
    }),
    RUNS,
  );
  expect(followed).toBeGreaterThan(10);
});

const anyCommand: fc.Arbitrary<ApprovalCommand> = fc.oneof(
  fc.record({ kind: fc.constant('request' as const), releaseId }),
  fc.record({ kind: fc.constant('approve' as const), releaseId }),
  fc.record({ kind: fc.constant('approve' as const), releaseId, forOrganisation: member }),
  fc.record({ kind: fc.constant('object' as const), releaseId, code: fc.constantFrom(...OBJECTION_CODES) }),
  fc.record({ kind: fc.constant('withdraw' as const), releaseId, what: fc.constantFrom(...WITHDRAWABLE) }),
  fc.record({ kind: fc.constantFrom('delegate' as const, 'revoke-delegation' as const), to: member }),
  fc.record({
    kind: fc.constantFrom('delegate' as const, 'revoke-delegation' as const),
    to: member,
    releaseId,
  }),
);

const steps = fc.array(fc.tuple(member, anyCommand, atMs), LONG);

/** Decides one command and applies its event. */
function step(before: Approvals, by: string, command: ApprovalCommand, nowMs: number) {
  const decision = decideApproval(before, command, { by, members: MEMBERS, nowMs });
  const after = decision.kind === 'happened' ? evolveApprovals(before, decision.event) : before;
  return { decision, after };
}

test('every decided event changes the state, and repeating its command changes nothing', () => {
  fc.assert(
    fc.property(steps, (commands) => {
      let approvals = NO_APPROVALS;
      for (const [by, command, nowMs] of commands) {
        const { decision, after } = step(approvals, by, command, nowMs);
        if (decision.kind === 'happened') {
          expect(after).not.toEqual(approvals);
          expect(step(after, by, command, nowMs).after).toEqual(after);
        }
        approvals = after;
      }
    }),
    RUNS,
  );
});

test('the state is the same when rebuilt from its events', () => {
  fc.assert(
    fc.property(steps, (commands) => {
      const events: ApprovalEvent[] = [];
      let approvals = NO_APPROVALS;
      for (const [by, command, nowMs] of commands) {
        const { decision, after } = step(approvals, by, command, nowMs);
        if (decision.kind === 'happened') events.push(decision.event);
        approvals = after;
      }
      const read: readonly ApprovalEvent[] = JSON.parse(JSON.stringify(events));
      expect(read.reduce(evolveApprovals, NO_APPROVALS)).toEqual(approvals);
    }),
    RUNS,
  );
});
