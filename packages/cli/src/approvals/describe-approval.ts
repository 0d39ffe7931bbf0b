import {
  ApprovalStatus,
  type Delegation,
  ObjectionCode,
  type ReleaseApproval,
} from '@waylight/contracts/insights';
import { AUDIENCES } from '@waylight/disclosure-control';
import { enumCode } from '../enum-names.ts';
import { AUDIENCE_LABELS } from '../receipts/describe-releases.ts';

export const formatInstant = (at: Date | undefined): string =>
  at === undefined ? 'an unknown time' : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The audience in a release's id: "<table>.<period>.<audience>". */
function describeAudience(releaseId: string): string {
  const id = releaseId.slice(releaseId.lastIndexOf('.') + 1);
  const audience = AUDIENCES.find((known) => known === id);
  return audience === undefined ? id : AUDIENCE_LABELS[audience];
}

/** Describes the state of an approval in sentences, with the next step. */
export function describeApproval(approval: ReleaseApproval): string[] {
  const { releaseId, status, request, objection, withdrawal } = approval;
  const audience = describeAudience(releaseId);
  const missing = request?.missing ?? [];
  const count = `${missing.length} of ${request?.approvers.length ?? 0} members`;
  switch (status) {
    case ApprovalStatus.NOT_REQUESTED:
      return [`Nobody has requested the approval. Request it: waylight release request ${releaseId}`];
    case ApprovalStatus.OPEN:
      return [
        `${count} have not answered. Deadline: ${formatInstant(request?.until)}; no answer counts as a no.`,
        `Missing: ${missing.join(', ')}.`,
        ...approvedLines(approval),
      ];
    case ApprovalStatus.APPROVED:
      return [
        `All ${request?.approvers.length ?? 0} members have approved. The audience can read the release: ${audience}.`,
        ...approvedLines(approval),
      ];
    case ApprovalStatus.EXPIRED:
      return [
        `The request has expired. ${count} had not approved by ${formatInstant(request?.until)}: ${missing.join(', ')}.`,
        `Request it again: waylight release request ${releaseId}`,
      ];
    case ApprovalStatus.OBJECTED:
      return [
        `${objection?.objectedBy} objected on ${formatInstant(objection?.at)}: ${enumCode(ObjectionCode, objection?.code ?? 0)}.`,
        `This table and period is not offered to ${audience} again. Members keep their numbers.`,
      ];
    case ApprovalStatus.WITHDRAWN:
      return [
        `${withdrawal?.withdrawnBy} withdrew it on ${formatInstant(withdrawal?.at)}. It is not offered to ${audience} again.`,
        'Numbers that were read before cannot be withdrawn.',
      ];
    default:
      return ['This version of Waylight does not know the state of the approval: update it.'];
  }
}

function approvedLines({ request }: ReleaseApproval): string[] {
  const approved = (request?.approvals ?? []).map(({ organisation, approvedBy, at }) =>
    organisation === approvedBy
      ? `${organisation} (${formatInstant(at)})`
      : `${organisation} by ${approvedBy} (${formatInstant(at)})`,
  );
  return approved.length === 0 ? [] : [`Approved: ${approved.join(', ')}.`];
}

export function describeDelegation({ fromOrganisation, toOrganisation, releaseId }: Delegation): string {
  return `${toOrganisation} may approve for ${fromOrganisation}: ${releaseId === '' ? 'every release' : releaseId}`;
}

/** The cell "approval" in the list of releases. "published": its audience can read it, whether it needed an approval or not. */
export function describeStatus(approval: ReleaseApproval | undefined): string {
  const status = approval?.status ?? ApprovalStatus.APPROVED;
  const { until, missing = [], approvers = [] } = approval?.request ?? {};
  switch (status) {
    case ApprovalStatus.APPROVED:
      return 'published';
    case ApprovalStatus.NOT_REQUESTED:
      return 'not requested';
    case ApprovalStatus.OPEN:
      return `open until ${until?.toISOString().slice(0, 10) ?? '?'}, ${missing.length} of ${approvers.length} missing`;
    default:
      return enumCode(ApprovalStatus, status);
  }
}

/** The state as a code for JSON and CSV: "published", "not-requested", "open", "objected", "expired", "withdrawn". */
export function statusCode(approval: ReleaseApproval | undefined): string {
  return approval === undefined || approval.status === ApprovalStatus.APPROVED
    ? 'published'
    : enumCode(ApprovalStatus, approval.status);
}

/** An approval as a JSON document. */
export function approvalDocument({ releaseId, status, request, objection, withdrawal }: ReleaseApproval) {
  return {
    release: releaseId,
    status: enumCode(ApprovalStatus, status),
    ...(request && { request }),
    ...(objection && { objection: { ...objection, code: enumCode(ObjectionCode, objection.code) } }),
    ...(withdrawal && { withdrawal }),
  };
}
