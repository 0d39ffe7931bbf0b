import type { ReviseReportRequest, ReviseReportResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { authorizeWrite } from './authorize.ts';
import { toRpcError } from './refusals.ts';
import { revise } from './write-report.ts';

export function reviseReport(ctx: NodeContext): UnaryHandler<ReviseReportRequest, ReviseReportResponse> {
  return async (request, call) => {
    const written = await revise(ctx, authorizeWrite(ctx, call), request);
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
