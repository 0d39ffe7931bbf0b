import type { Organisation } from '@waylight/access';
import type { IntakeServiceService, Outcome } from '@waylight/contracts/intake';
import type { ServiceHandlers, UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { authorizeWrite } from './authorize.ts';
import { getOwnTrends } from './get-own-trends.ts';
import { getReceipt } from './get-receipt.ts';
import { getReview } from './get-review.ts';
import { listCodes } from './list-codes.ts';
import { listReports } from './list-reports.ts';
import { previewReport } from './preview-report.ts';
import { toRpcError } from './refusals.ts';
import { submitReports } from './submit-reports.ts';
import { watchReceipts } from './watch-receipts.ts';
import { reviseActivity, submitActivity } from './write-activity.ts';
import { narrow, retract, revise, submit, type WriteResult } from './write-report.ts';

export function intakeHandlers(ctx: NodeContext): ServiceHandlers<typeof IntakeServiceService> {
  return {
    submitReport: writeHandler(ctx, submit),
    previewReport: previewReport(ctx),
    submitReports: submitReports(ctx),
    reviseReport: writeHandler(ctx, revise),
    retractReport: writeHandler(ctx, retract),
    narrowSharing: writeHandler(ctx, narrow),
    submitActivity: writeHandler(ctx, submitActivity),
    reviseActivity: writeHandler(ctx, reviseActivity),
    getReceipt: getReceipt(ctx),
    watchReceipts: watchReceipts(ctx),
    listReports: listReports(ctx),
    getOwnTrends: getOwnTrends(ctx),
    getReview: getReview(ctx),
    listCodes: listCodes(ctx),
  };
}

/** A write as a unary call: a refusal ends it with an error. */
function writeHandler<Request, Receipt>(
  ctx: NodeContext,
  write: (ctx: NodeContext, organisation: Organisation, request: Request) => Promise<WriteResult<Receipt>>,
): UnaryHandler<Request, { readonly receipt: Receipt; readonly outcome: Outcome }> {
  return async (request, call) => {
    const written = await write(ctx, authorizeWrite(ctx, call), request);
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
