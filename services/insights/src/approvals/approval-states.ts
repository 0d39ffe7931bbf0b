import { isMember, type Organisation } from '@waylight/access';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { AuditKind } from '@waylight/contracts/audit';
import {
  type ApprovalState,
  type Approvals,
  approvalStateOf,
  needsApproval,
} from '@waylight/disclosure-control';
import type { CallerWithAccess } from '../accounts/caller.ts';
import { auditRead } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { checkApprovalAccess, type NotForCaller } from './run-approval-command.ts';

export type ApprovalStates = {
  readonly kind: 'states';
  readonly states: readonly ApprovalState[];
  readonly delegations: Approvals['delegations'];
  /** Members to which approvals can be delegated: those active in the registry, in its order. */
  readonly members: readonly Pick<Organisation, 'id' | 'name'>[];
};

/** Approval states of one release, or of all releases that need an approval, whether it is requested or not. */
export async function getApprovalStates(
  context: InsightsContext,
  caller: CallerWithAccess,
  releaseId: string | undefined,
): Promise<ApprovalStates | NotForCaller> {
  const permission = await checkApprovalAccess(context, caller, releaseId);
  if (permission.kind !== 'may') return permission;
  await auditRead(context, AuditKind.APPROVALS_READ, caller.actor);
  const approvals = context.approvals.current();
  const { releases } = await context.snapshots.current();
  const ids =
    releaseId === undefined
      ? releases
          .filter(({ event }) => needsApproval(audienceOrNarrowest(event.audience)))
          .map(({ event }) => event.releaseId)
      : [releaseId];
  const states = ids.map((id) => approvalStateOf(approvals, id, context.now()));
  const members = context
    .registry()
    .organisations.filter((one) => isMember(one) && one.status === 'active')
    .map(({ id, name }) => ({ id, name }));
  return { kind: 'states', states, delegations: approvals.delegations, members };
}
