import type { RetractReportRequest, RetractReportResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { authorizeWrite } from './authorize.ts';
import { toRpcError } from './refusals.ts';
import { retract } from './write-report.ts';

export function retractReport(ctx: NodeContext): UnaryHandler<RetractReportRequest, RetractReportResponse> {
  return async (request, call) => {
    const written = await retract(ctx, authorizeWrite(ctx, call), request);
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
