import type { ApprovalRefusal } from '@waylight/disclosure-control';

/** Why a command was refused and what can be done, for a member: nobody else comes this far. */
export const REFUSAL_MESSAGES: Readonly<Record<ApprovalRefusal, string>> = {
  'not-requested': 'nobody has requested the approval of this release: request it first',
  expired: 'not all members have approved within 14 days: request it anew',
  objected: 'a member has objected: this table and period is not offered to this audience again',
  withdrawn: 'the release was withdrawn: it is not offered to this audience again',
  'already-approved': 'the release is approved by all members: what is left is to withdraw the release',
  'not-approved': 'the release is not approved, so there is nothing to withdraw it from',
  'not-the-requester': 'another member has made the request: take back your approval, or object',
  'not-asked': 'this organisation was no member when the approval was requested, and is not asked',
  'not-delegated': 'that organisation has not delegated this approval to you',
  'not-a-member': 'that is no member organisation of the registry',
  'delegate-is-oneself': 'nobody delegates to itself',
};

export const NO_APPROVAL_NEEDED = 'the release needs no approval: it is for the circles of those who report';
