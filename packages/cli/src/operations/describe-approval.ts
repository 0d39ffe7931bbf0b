import {
  ApprovalStatus,
  type Delegation,
  ObjectionCode,
  type ReleaseApproval,
} from '@waylight/contracts/insights';
import { enumKey } from './enum-key.ts';

/** As the command line and its JSON write a value of the contract: "risk-to-persons". */
export const enumCode = (values: Readonly<Record<string, number>>, value: number): string =>
  enumKey(values, value).toLowerCase().replaceAll('_', '-');

export const formatInstant = (at: Date | undefined): string =>
  at === undefined ? 'an unknown time' : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Whom a release is for, by its id: "<table>.<period>.<audience>". */
export function describeAudience(releaseId: string): string {
  const audience = releaseId.slice(releaseId.lastIndexOf('.') + 1);
  return audience === 'public' ? 'the public' : audience;
}

/** How an approval stands, in sentences for who must act upon it. */
export function describeApproval(approval: ReleaseApproval): string[] {
  const { releaseId, status, request, objection, withdrawal } = approval;
  const audience = describeAudience(releaseId);
  const missing = request?.missing ?? [];
  const count = `${missing.length} of ${request?.approvers.length ?? 0} members`;
  switch (status) {
    case ApprovalStatus.NOT_REQUESTED:
      return [`Nobody has asked for its approval. Ask: npx waylight release request ${releaseId}`];
    case ApprovalStatus.OPEN:
      return [
        `It waits for ${count}, until ${formatInstant(request?.until)}; silence is no.`,
        `Missing: ${missing.join(', ')}.`,
        ...approvalsGiven(approval),
      ];
    case ApprovalStatus.APPROVED:
      return [
        `All ${request?.approvers.length ?? 0} members have approved: ${audience} may read it.`,
        ...approvalsGiven(approval),
      ];
    case ApprovalStatus.EXPIRED:
      return [
        `It has expired: ${count} had not approved by ${formatInstant(request?.until)}: ${missing.join(', ')}.`,
        `Ask anew: npx waylight release request ${releaseId}`,
      ];
    case ApprovalStatus.OBJECTED:
      return [
        `${objection?.objectedBy} has objected (${enumCode(ObjectionCode, objection?.code ?? 0)}) on ${formatInstant(objection?.at)}.`,
        `This table and period is not offered to ${audience} again. Members keep their numbers.`,
      ];
    case ApprovalStatus.WITHDRAWN:
      return [
        `${withdrawal?.withdrawnBy} withdrew it on ${formatInstant(withdrawal?.at)}. It is not offered to ${audience} again.`,
        'What was read before that cannot be called back.',
      ];
    default:
      return ['How it stands is a word that this version does not know: is there a newer one?'];
  }
}

function approvalsGiven({ request }: ReleaseApproval): string[] {
  const given = (request?.approvals ?? []).map(({ organisation, approvedBy, at }) =>
    organisation === approvedBy
      ? `${organisation} (${formatInstant(at)})`
      : `${organisation} by ${approvedBy} (${formatInstant(at)})`,
  );
  return given.length === 0 ? [] : [`Approved: ${given.join(', ')}.`];
}

export function describeDelegation({ fromOrganisation, toOrganisation, releaseId }: Delegation): string {
  return `${toOrganisation} may approve for ${fromOrganisation}: ${releaseId === '' ? 'every release' : releaseId}`;
}

/** One cell of the list of releases. A release that its audience reads is published, approved or not in need of it. */
export function describeStatus(approval: ReleaseApproval | undefined): string {
  const status = approval?.status ?? ApprovalStatus.APPROVED;
  const { until, missing = [], approvers = [] } = approval?.request ?? {};
  switch (status) {
    case ApprovalStatus.APPROVED:
      return 'published';
    case ApprovalStatus.NOT_REQUESTED:
      return 'not requested';
    case ApprovalStatus.OPEN:
      return `open until ${until?.toISOString().slice(0, 10) ?? '?'}, waits for ${missing.length} of ${approvers.length}`;
    default:
      return enumCode(ApprovalStatus, status);
  }
}

/** The same for programs: "published", "not-requested", "open", "objected", "expired", "withdrawn". */
export function statusCode(approval: ReleaseApproval | undefined): string {
  return approval === undefined || approval.status === ApprovalStatus.APPROVED
    ? 'published'
    : enumCode(ApprovalStatus, approval.status);
}

/** An approval as the command line's JSON has it. */
export function approvalDocument({ releaseId, status, request, objection, withdrawal }: ReleaseApproval) {
  return {
    release: releaseId,
    status: enumCode(ApprovalStatus, status),
    ...(request && { request }),
    ...(objection && { objection: { ...objection, code: enumCode(ObjectionCode, objection.code) } }),
    ...(withdrawal && { withdrawal }),
  };
}
