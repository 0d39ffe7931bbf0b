import type { SubmitReportRequest, SubmitReportResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { authorizeWrite } from './authorize.ts';
import { toRpcError } from './refusals.ts';
import { submit } from './write-report.ts';

export function submitReport(ctx: NodeContext): UnaryHandler<SubmitReportRequest, SubmitReportResponse> {
  return async (request, call) => {
    const written = await submit(ctx, authorizeWrite(ctx, call), request);
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
