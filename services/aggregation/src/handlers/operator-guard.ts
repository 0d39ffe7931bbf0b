import type { Registry } from '@waylight/registry';
import { type CallContext, RpcError } from '@waylight/service-kit';

/** Only operators: what these calls say about positions and lag is about other organisations' reports. */
export function operatorsAlone(registry: () => Registry): (call: Pick<CallContext, 'caller'>) => void {
  return ({ caller }) => {
    if (caller === null) throw new RpcError('UNAUTHENTICATED', 'a valid client certificate is needed');
    if (registry().identify(caller)?.kind !== 'operator')
      throw new RpcError('PERMISSION_DENIED', 'the certificate is not that of an operator');
  };
}
