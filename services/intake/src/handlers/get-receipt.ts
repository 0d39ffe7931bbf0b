import type { GetReceiptRequest, GetReceiptResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { receiptOf } from '../receipts/receipt.ts';
import { notFoundMessage, REPORT } from '../report/decide.ts';
import { authorizeRead } from './authorize.ts';
import { createRefusal, toRpcError } from './refusals.ts';
import { ensureDurable } from './write-report.ts';

export function getReceipt(ctx: NodeContext): UnaryHandler<GetReceiptRequest, GetReceiptResponse> {
  return async ({ reportId }, call) => {
    const organisation = authorizeRead(ctx, call);
    const row = ctx.ledger.queries.report(organisation.number, reportId);
    await ensureDurable(ctx);
    if (row === undefined) throw toRpcError(createRefusal('NOT_FOUND', notFoundMessage(REPORT)));
    return { receipt: receiptOf(row) };
  };
}
