import {
  ApprovalStatus,
  Delegation,
  ObjectionCode,
  ReleaseApproval,
  WithdrawalTarget,
} from '@waylight/contracts/insights';
import type {
  ApprovalState,
  Approvals,
  ObjectionCode as ObjectionName,
  Withdrawable as WithdrawableName,
} from '@waylight/disclosure-control';
import { approvalFields } from '../../approvals/approval-fields.ts';

const APPROVAL_STATUS: Readonly<Record<ApprovalState['status'], ApprovalStatus>> = {
  'not-requested': ApprovalStatus.NOT_REQUESTED,
  open: ApprovalStatus.OPEN,
  approved: ApprovalStatus.APPROVED,
  objected: ApprovalStatus.OBJECTED,
  expired: ApprovalStatus.EXPIRED,
  withdrawn: ApprovalStatus.WITHDRAWN,
};

const OBJECTION_CODE: Readonly<Record<ObjectionName, ObjectionCode>> = {
  'risk-to-persons': ObjectionCode.RISK_TO_PERSONS,
  'identifies-place': ObjectionCode.IDENTIFIES_PLACE,
  'error-in-data': ObjectionCode.ERROR_IN_DATA,
  'ongoing-proceedings': ObjectionCode.ONGOING_PROCEEDINGS,
  'not-agreed': ObjectionCode.NOT_AGREED,
};

const WITHDRAWABLE: Readonly<Record<WithdrawableName, WithdrawalTarget>> = {
  approval: WithdrawalTarget.APPROVAL,
  request: WithdrawalTarget.REQUEST,
  release: WithdrawalTarget.RELEASE,
};

/** Undefined for an unknown code, such as a code of a later version. An objection with an unknown code is not recorded. */
export const objectionName = (code: ObjectionCode): ObjectionName | undefined => nameOf(OBJECTION_CODE, code);
export const withdrawableName = (what: WithdrawalTarget): WithdrawableName | undefined =>
  nameOf(WITHDRAWABLE, what);

function nameOf<Name extends string>(
  values: Readonly<Record<Name, number>>,
  value: number,
): Name | undefined {
  return (Object.keys(values) as Name[]).find((name) => values[name] === value);
}

export function toReleaseApproval(state: ApprovalState): ReleaseApproval {
  const { objection, ...fields } = approvalFields(state, (ms) => new Date(ms));
  return ReleaseApproval.fromPartial({
    releaseId: state.releaseId,
    status: APPROVAL_STATUS[state.status],
    ...fields,
    ...(objection && { objection: { ...objection, code: OBJECTION_CODE[objection.code] } }),
  });
}

export function toDelegations(delegations: Approvals['delegations']): Delegation[] {
  return delegations.map(({ from, to, releaseId = '', atMs }) =>
    Delegation.fromPartial({
      fromOrganisation: from,
      toOrganisation: to,
      releaseId,
      at: new Date(atMs),
    }),
  );
}
