import type { NarrowSharingRequest, NarrowSharingResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { toRpcError } from './errors.ts';
import { writer } from './guard.ts';
import { narrow } from './write-report.ts';

export function narrowSharing(ctx: NodeContext): UnaryHandler<NarrowSharingRequest, NarrowSharingResponse> {
  return async (request, call) => {
    const written = await narrow(ctx, writer(ctx, call), request);
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
