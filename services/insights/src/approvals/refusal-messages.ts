import type { ApprovalRefusal } from '@waylight/disclosure-control';

/** Reason and next step for a refused command. Only members receive these. */
export const REFUSAL_MESSAGES: Readonly<Record<ApprovalRefusal, string>> = {
  'not-requested': 'no approval of this release is requested: request it first',
  expired: 'not all members have approved within 14 days: request it again',
  objected: 'a member has objected: this table and period is not offered to this audience again',
  withdrawn: 'the release was withdrawn: it is not offered to this audience again',
  'already-approved': 'all members have approved the release: only the release itself can be withdrawn',
  'not-approved': 'the release is not approved, so it cannot be withdrawn',
  'not-the-requester': 'another member has made the request: withdraw your approval, or object',
  'not-asked':
    'this organisation was not a member when the approval was requested, so it cannot approve the release',
  'not-delegated': 'that organisation has not delegated this approval to you',
  'not-a-member': 'the named organisation is not a member in the registry',
  'delegate-is-oneself': 'an organisation cannot delegate to itself',
};

/** True if the request itself is wrong, in any state of the approval. */
export const isInvalidArgument = (reason: ApprovalRefusal): boolean =>
  reason === 'not-a-member' || reason === 'delegate-is-oneself';

export const NO_APPROVAL_NEEDED = 'the release needs no approval: it is for members and their network';
