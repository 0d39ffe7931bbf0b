import type { Happening } from '@waylight/audit';
import { refusalOf } from '@waylight/audit-trail';
import type { Registry } from '@waylight/registry';
import { type CallContext, RpcError } from '@waylight/service-kit';
import type { Access } from './caller.ts';

/** Writes into the audit who was refused by the same access. */
export function auditedAccess(
  access: Access,
  registry: () => Registry,
  note: (happening: Happening) => void,
): Access {
  const audited =
    <Allowed>(look: (call: Pick<CallContext, 'caller'>) => Allowed) =>
    (call: Pick<CallContext, 'caller'>): Allowed => {
      try {
        return look(call);
      } catch (error) {
        if (error instanceof RpcError) note(refusalOf(call, registry(), error));
        throw error;
      }
    };
  return {
    checkKnown: access.checkKnown,
    organisationOf: audited(access.organisationOf),
    reviewerOf: audited(access.reviewerOf),
    organisations: access.organisations,
  };
}
