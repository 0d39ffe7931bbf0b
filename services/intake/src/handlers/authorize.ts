import { type Organisation, principalOf } from '@waylight/access';
import { type CallContext, RpcError } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';

/** Permits a read. A restored ledger permits no reads until it contains all retractions since its backup. */
export function authorizeRead(
  ctx: Pick<NodeContext, 'access' | 'restoreJournal'>,
  call: Pick<CallContext, 'principal'>,
): Organisation {
  const organisation = ctx.access.organisationOf(principalOf(call));
  if (ctx.restoreJournal.isReconciled()) return organisation;
  throw new RpcError(
    'UNAVAILABLE',
    'the node has not reached the event log since its start, so its ledger may be an older copy: try again later; reports are accepted meanwhile',
  );
}

/** Permits a write within the organisation's rate. A call past its deadline changes nothing. */
export function authorizeWrite(ctx: NodeContext, call: CallContext): Organisation {
  const organisation = ctx.access.organisationOf(principalOf(call));
  if (call.deadlineMs === 0)
    throw new RpcError('DEADLINE_EXCEEDED', 'the deadline passed before anything was done');
  ctx.writeLimit.take(organisation.id);
  return organisation;
}
