import type { ApprovalState } from '@waylight/disclosure-control';

/** The fields of an approval that gRPC and HTTP share, with times as `timeOf` writes them. */
export const approvalFields = <Time>(
  { request, objection, withdrawal }: ApprovalState,
  timeOf: (ms: number) => Time,
) => ({
  ...(request && {
    request: {
      requestedBy: request.by,
      at: timeOf(request.atMs),
      until: timeOf(request.untilMs),
      approvers: [...request.approvers],
      approvals: request.approvals.map(({ organisation, by, atMs }) => ({
        organisation,
        approvedBy: by,
        at: timeOf(atMs),
      })),
      missing: [...request.missing],
    },
  }),
  ...(objection && {
    objection: { objectedBy: objection.by, at: timeOf(objection.atMs), code: objection.code },
  }),
  ...(withdrawal && { withdrawal: { withdrawnBy: withdrawal.by, at: timeOf(withdrawal.atMs) } }),
});
