import { AuditKind } from '@waylight/contracts/audit';
import type { WatchReceiptsRequest, WatchReceiptsResponse } from '@waylight/contracts/intake';
import { RpcError, type ServerStreamHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import type { Ledger } from '../ledger.ts';
import { receiptOf } from '../receipts/receipt.ts';
import { LIMITS } from '../steps/limits.ts';
import { authorizeRead } from './authorize.ts';
import { createInvalidArgument, toRpcError, violation } from './refusals.ts';
import { ensureDurable } from './write-report.ts';

const PAGE = 500;

/**
 * Streams receipts in the order of their last change, starting after a token. If a receipt changes several
 * times before it is read, only the last change is sent. No receipt is followed by an earlier state of the
 * same revision.
 */
export function watchReceipts(
  ctx: NodeContext,
): ServerStreamHandler<WatchReceiptsRequest, WatchReceiptsResponse> {
  return async function* (request, call) {
    const { number } = authorizeRead(ctx, call);
    const { ledger } = ctx;
    const { reportIds, resumeToken } = request;
    if (reportIds.length > LIMITS.reportIdsOfAFilter)
      throw toRpcError(
        createInvalidArgument([violation('report_ids', `has more than ${LIMITS.reportIdsOfAFilter} ids`)]),
      );
    const watchedIds = new Set(reportIds);
    let change =
      resumeToken === '' ? ledger.queries.lastChange(number) : changeOf(ledger, number, resumeToken);
    await ensureDurable(ctx, { kind: AuditKind.RECEIPTS_WATCHED, actor: { kind: 'organisation', number } });
    if (resumeToken === '') {
      // Sends a token before the first change, so that the caller can resume from here without missing a
      // change.
      yield { receipt: undefined, resumeToken: tokenOf(ledger, change) };
      for (const reportId of reportIds) {
        const row = ledger.queries.report(number, reportId);
        // Changes that are not durable yet follow below.
        if (row !== undefined && row.changed <= change)
          yield { receipt: receiptOf(row), resumeToken: tokenOf(ledger, change) };
      }
    }
    const until = AbortSignal.any([call.signal, call.stopping]);
    while (!until.aborted) {
      const rows = ledger.queries.changedAfter(number, change, PAGE);
      if (rows.length > 0) await ensureDurable(ctx);
      for (const row of rows) {
        change = row.changed;
        if (watchedIds.size === 0 || watchedIds.has(row.report_id))
          yield { receipt: receiptOf(row), resumeToken: tokenOf(ledger, change) };
      }
      // Subscribes in the same turn of the event loop in which the rows were read, so that no change is
      // missed.
      if (rows.length === 0) await ledger.changes.waitForChange(number, until);
    }
    throw until.reason;
  };
}

/**
 * Encodes ledger, epoch, and the number of a change of this organisation, so that the token exposes nothing about
 * others.
 */
function tokenOf({ id, start }: Ledger, change: number): string {
  return `${id}-${start.epoch}-${change}`;
}

/** Tokens of version 0.4.0 and before have no epoch. */
const TOKEN = /^([0-9a-f]+)-(?:([0-9a-f]+)-)?(\d{1,15})$/;

function changeOf({ id, start }: Ledger, organisation: number, token: string): number {
  const [, ledgerId, epoch, number] = TOKEN.exec(token) ?? [];
  if (ledgerId !== id)
    throw toRpcError(
      createInvalidArgument([violation('resume_token', `is not a token of this node: ${WATCH_ANEW}`)]),
    );
  const change = Number(number);
  if (!start.hasChange(organisation, epoch, change))
    throw new RpcError('OUT_OF_RANGE', `the node was restored to a time before this token: ${WATCH_ANEW}`);
  return change;
}

/** The watch comes first, so that no change between the two calls is missed. */
const WATCH_ANEW = 'call WatchReceipts without a token, and after its first answer ListReports';
