import type { NarrowSharingRequest, NarrowSharingResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { authorizeWrite } from './authorize.ts';
import { toRpcError } from './refusals.ts';
import { narrow } from './write-report.ts';

export function narrowSharing(ctx: NodeContext): UnaryHandler<NarrowSharingRequest, NarrowSharingResponse> {
  return async (request, call) => {
    const written = await narrow(ctx, authorizeWrite(ctx, call), request);
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
