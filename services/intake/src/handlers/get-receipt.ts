import type { GetReceiptRequest, GetReceiptResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { noSuch, REPORT } from '../ledger/decide.ts';
import { receiptOf } from '../ledger/report-row.ts';
import { refused, toRpcError } from './errors.ts';
import { reader } from './guard.ts';
import { tellable } from './write-report.ts';

export function getReceipt(ctx: NodeContext): UnaryHandler<GetReceiptRequest, GetReceiptResponse> {
  return async ({ reportId }, call) => {
    const organisation = reader(ctx, call);
    const row = ctx.ledger.queries.report(organisation.number, reportId);
    await tellable(ctx);
    if (row === undefined) throw toRpcError(refused('NOT_FOUND', noSuch(REPORT)));
    return { receipt: receiptOf(row) };
  };
}
