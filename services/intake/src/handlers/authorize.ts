import type { CallRequest, Organisation } from '@waylight/access';
import { type CallContext, RpcError } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';

/** Who may read: an organisation that the registry lists here. What may have been taken back since a backup is not shown. */
export function authorizeRead(
  ctx: Pick<NodeContext, 'access' | 'isReconciled'>,
  request: CallRequest,
): Organisation {
  const organisation = ctx.access.authorizeOrganisation(request);
  if (ctx.isReconciled()) return organisation;
  throw new RpcError(
    'UNAVAILABLE',
    'the node was started and has not reached the event log since: whether its ledger is an older copy is not known yet; it takes reports meanwhile',
  );
}

/** Who may write now: within its rate, and with time left. What is past its deadline here is not done at all. */
export function authorizeWrite(ctx: NodeContext, call: CallContext): Organisation {
  const organisation = ctx.access.authorizeOrganisation(call);
  if (call.deadlineMs === 0)
    throw new RpcError('DEADLINE_EXCEEDED', 'the deadline passed before anything was done');
  ctx.writeLimit.take(organisation.id);
  return organisation;
}
