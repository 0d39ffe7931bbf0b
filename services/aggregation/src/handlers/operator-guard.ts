import { refusalOf, type ServiceAudit } from '@waylight/audit-trail';
import type { AuditKind } from '@waylight/contracts/audit';
import type { Registry } from '@waylight/registry';
import { type CallContext, RpcError } from '@waylight/service-kit';

/** The id of an operator, and nobody else's: what these calls say about positions and lag is about other organisations' reports. */
export function operatorOf(
  registry: () => Registry,
  { caller }: Pick<CallContext, 'caller'>,
): { readonly id: string } {
  if (caller === null) throw new RpcError('UNAUTHENTICATED', 'a valid client certificate is needed');
  const identity = registry().identify(caller);
  if (identity?.kind !== 'operator')
    throw new RpcError('PERMISSION_DENIED', 'the certificate is not that of an operator');
  return identity;
}

/** Lets operators in, once the audit knows what they ask for. Who is refused stands there as well. */
export type OperatorsDoor = (
  call: Pick<CallContext, 'caller'>,
  asked: AuditKind | undefined,
) => Promise<void>;

/** How operators come in, and whether one who did may still go on: without another line in the audit. */
export type OperatorsAccess = {
  readonly letIn: OperatorsDoor;
  readonly checkStill: (call: Pick<CallContext, 'caller'>) => void;
};

export function operatorsAlone(registry: () => Registry, audit: ServiceAudit): OperatorsDoor {
  return async (call, asked) => {
    const { id } = known(registry, audit, call);
    if (asked === undefined) return;
    try {
      await audit.count({ kind: asked, by: { kind: 'operator', id } });
    } catch (cause) {
      throw new RpcError('UNAVAILABLE', 'the audit cannot be written now: nothing was done', [], { cause });
    }
  };
}

function known(registry: () => Registry, audit: ServiceAudit, call: Pick<CallContext, 'caller'>) {
  try {
    return operatorOf(registry, call);
  } catch (error) {
    if (error instanceof RpcError) audit.note(refusalOf(call, registry(), error));
    throw error;
  }
}
