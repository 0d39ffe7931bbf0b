import {
  ApprovalStatus,
  ObjectionCode,
  ReleaseApproval,
  WithdrawalTarget,
} from '@waylight/contracts/insights';
import { OBJECTION_CODES, WITHDRAWABLE } from '@waylight/disclosure-control';
import { describe, expect, test } from 'vitest';
import { enumCodes } from '../enum-names.ts';
import { describeApproval, describeStatus, statusCode } from './describe-approval.ts';

const ID = 'table.2025-03.public';
const day = (n: number): Date => new Date(Date.UTC(2026, 0, n, 12));
const MEMBERS = ['AHC', 'BCHR', 'MYLA'];

const approval = (status: ApprovalStatus, more: Parameters<typeof ReleaseApproval.fromPartial>[0] = {}) =>
  ReleaseApproval.fromPartial({ releaseId: ID, status, ...more });

const request = {
  requestedBy: 'MYLA',
  at: day(10),
  until: day(24),
  approvers: MEMBERS,
  approvals: [
    { organisation: 'MYLA', approvedBy: 'MYLA', at: day(11) },
    { organisation: 'AHC', approvedBy: 'MYLA', at: day(12) },
  ],
  missing: ['BCHR'],
};

describe('an approval in words', () => {
  test('has the missing members, the deadline and delegated approvals', () => {
    const words = describeApproval(approval(ApprovalStatus.OPEN, { request })).join('\n');
    expect(words).toContain(
      '1 of 3 members have not answered. Deadline: 2026-01-24 12:00 UTC; no answer counts as a no.',
    );
    expect(words).toContain('Missing: BCHR.');
    expect(words).toContain('Approved: MYLA (2026-01-11 12:00 UTC), AHC by MYLA (2026-01-12 12:00 UTC).');
  });

  test('has the end of an approval, and whether it can be requested again', () => {
    const expired = describeApproval(approval(ApprovalStatus.EXPIRED, { request })).join('\n');
    expect(expired).toContain(`Request it again: waylight release request ${ID}`);
    const objection = { objectedBy: 'AHC', code: ObjectionCode.IDENTIFIES_PLACE, at: day(12) };
    const objected = describeApproval(approval(ApprovalStatus.OBJECTED, { objection })).join('\n');
    expect(objected).toContain('AHC objected on 2026-01-12 12:00 UTC: identifies-place.');
    expect(objected).toContain('not offered to the public again');
    const withdrawal = { withdrawnBy: 'AHC', at: day(13) };
    const withdrawn = describeApproval(approval(ApprovalStatus.WITHDRAWN, { withdrawal })).join('\n');
    expect(withdrawn).toContain('cannot be withdrawn');
    for (const words of [objected, withdrawn]) expect(words).not.toContain('release request');
  });
});

test.each<[ReleaseApproval | undefined, string, string]>([
  [undefined, 'published', 'published'],
  [approval(ApprovalStatus.APPROVED, { request }), 'published', 'published'],
  [approval(ApprovalStatus.NOT_REQUESTED), 'not requested', 'not-requested'],
  [approval(ApprovalStatus.OPEN, { request }), 'open until 2026-01-24, 1 of 3 missing', 'open'],
  [approval(ApprovalStatus.EXPIRED, { request }), 'expired', 'expired'],
  [approval(ApprovalStatus.OBJECTED), 'objected', 'objected'],
  [approval(ApprovalStatus.WITHDRAWN), 'withdrawn', 'withdrawn'],
])('the list of releases has words and a code for each status: %#', (one, words, code) => {
  expect([describeStatus(one), statusCode(one)]).toEqual([words, code]);
});

test('the contract has a value for each code that the commands offer', () => {
  expect(enumCodes(ObjectionCode)).toEqual(OBJECTION_CODES);
  expect(enumCodes(WithdrawalTarget)).toEqual(WITHDRAWABLE);
});
