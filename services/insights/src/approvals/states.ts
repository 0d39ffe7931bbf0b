import { isMember, type Organisation } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import {
  type ApprovalState,
  type Approvals,
  approvalStateOf,
  needsApproval,
} from '@waylight/disclosure-control';
import { audienceName } from '../answers/audience-name.ts';
import { auditRead } from '../audited.ts';
import type { InsightsContext } from '../context.ts';
import type { Asker } from './caller.ts';
import { approvable, type NotForCaller } from './carry-out.ts';

export type Standing = {
  readonly kind: 'standing';
  readonly states: readonly ApprovalState[];
  readonly delegations: Approvals['delegations'];
  /** Who can approve in a member's place: the members that may sign in, in the order of the registry. */
  readonly members: readonly Pick<Organisation, 'id' | 'name'>[];
};

/** How approvals stand: of one release, or of every one that needs an approval, requested or not. */
export async function standing(
  context: InsightsContext,
  caller: Asker,
  releaseId: string | undefined,
): Promise<Standing | NotForCaller> {
  const asked = await approvable(context, caller, releaseId);
  if (asked.kind !== 'may') return asked;
  await auditRead(context, AuditKind.APPROVALS_READ, caller.party);
  const approvals = context.approvals.current();
  const { releases } = await context.views.current();
  const ids =
    releaseId === undefined
      ? releases
          .filter(({ event }) => needsApproval(audienceName(event.audience)))
          .map(({ event }) => event.releaseId)
      : [releaseId];
  const states = ids.map((id) => approvalStateOf(approvals, id, context.now()));
  const members = context
    .registry()
    .organisations.filter((one) => isMember(one) && one.status === 'active')
    .map(({ id, name }) => ({ id, name }));
  return { kind: 'standing', states, delegations: approvals.delegations, members };
}
