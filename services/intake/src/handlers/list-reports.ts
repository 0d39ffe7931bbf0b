import { dayOfIsoDate, isoDay } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import { DatePrecision, Layer } from '@waylight/contracts/incident';
import {
  type ListReportsRequest,
  type ListReportsResponse,
  ReceiptState,
  type ReportSummary,
  type Violation,
} from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import { codeByNumber, type ListName } from '@waylight/taxonomy';
import type { NodeContext } from '../context.ts';
import { type ReceiptRow, receiptOf } from '../receipts/receipt.ts';
import type { ReportFilter } from '../receipts/receipt-queries.ts';
import { consentOf, incidentOf, retractionReasonOf } from '../report/report-row.ts';
import { LIMITS, SENDER_ID } from '../steps/limits.ts';
import { authorizeRead } from './authorize.ts';
import { createInvalidArgument, toRpcError, violation } from './refusals.ts';
import { ensureDurable } from './write-report.ts';

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1_000;

/** Returns the organisation's own reports, the newest first. */
export function listReports(ctx: NodeContext): UnaryHandler<ListReportsRequest, ListReportsResponse> {
  return async (request, call) => {
    const { number } = authorizeRead(ctx, call);
    const { filter, after, size } = parse(request);
    const rows = ctx.ledger.queries.list(number, filter, after, size + 1);
    await ensureDurable(ctx, { kind: AuditKind.REPORTS_LISTED, actor: { kind: 'organisation', number } });
    if (rows === undefined) throw toRpcError(createInvalidArgument([badToken]));
    const page = rows.slice(0, size);
    const last = page.at(-1);
    return {
      reports: page.map(summaryOf),
      nextPageToken: rows.length > size && last !== undefined ? encodeToken(last.report_id) : '',
    };
  };
}

const badToken = violation('page_token', 'is not a page token of this node: begin with the first page');

type Page = { readonly filter: ReportFilter; readonly after: string; readonly size: number };

function parse(request: ListReportsRequest): Page {
  const violations: Violation[] = [];
  const { pageSize, pageToken, reportIds, importId, states } = request;
  if (pageSize > MAX_PAGE)
    violations.push(violation('page_size', `must be 1 to ${MAX_PAGE}, or 0 for ${DEFAULT_PAGE}`));
  if (reportIds.length > LIMITS.reportIdsOfAFilter)
    violations.push(violation('report_ids', `has more than ${LIMITS.reportIdsOfAFilter} ids`));
  const after = decodeToken(pageToken);
  if (after === undefined) violations.push(badToken);
  const from = readDay(request.occurredFrom, 'occurred_from', violations);
  const to = readDay(request.occurredTo, 'occurred_to', violations);
  if (violations.length > 0) throw toRpcError(createInvalidArgument(violations));
  const statesToMatch = states.filter((state) => state !== ReceiptState.UNSPECIFIED);
  return {
    filter: { reportIds, importId, states: statesToMatch, occurred: { from, to } },
    after: after ?? '',
    size: pageSize === 0 ? DEFAULT_PAGE : pageSize,
  };
}

function readDay(text: string, field: string, violations: Violation[]): number | undefined {
  if (text === '') return undefined;
  const day = dayOfIsoDate(text);
  if (day === undefined) violations.push(violation(field, 'must be a day such as 2025-03-14'));
  return day;
}

/** Encodes the id of the last report on the page. A row number would expose how many reports others have. */
function encodeToken(reportId: string): string {
  return Buffer.from(reportId).toString('base64url');
}

function decodeToken(token: string): string | undefined {
  if (token === '') return '';
  const reportId = Buffer.from(token, 'base64url').toString();
  return SENDER_ID.test(reportId) && encodeToken(reportId) === token ? reportId : undefined;
}

function summaryOf(row: ReceiptRow): ReportSummary {
  const incident = incidentOf(row);
  return {
    receipt: receiptOf(row),
    occurredOn:
      incident === undefined
        ? ''
        : isoDay(incident.occurredDay).slice(0, KNOWN_CHARACTERS[incident.datePrecision]),
    country: incident === undefined ? '' : idOf('country', incident.country),
    primaryType: incident === undefined ? '' : idOf('incidentType', incident.primaryType),
    shareWith: incident === undefined ? '' : idOf('shareWith', incident.shareWith),
    retracted: row.retracted === 1,
    lastImportId: row.last_import,
    layer: row.layer === Layer.PUBLIC_RECORD ? 'public-record' : 'reports',
    retractionReason: retractionReasonOf(row),
    consent: consentOf(row),
  };
}

/** Number of known characters of a date such as "2025-03-14". */
const KNOWN_CHARACTERS: Readonly<Record<DatePrecision, number>> = {
  [DatePrecision.UNSPECIFIED]: 10,
  [DatePrecision.DAY]: 10,
  [DatePrecision.MONTH]: 7,
  [DatePrecision.YEAR]: 4,
  [DatePrecision.UNKNOWN]: 0,
};

function idOf(list: ListName, number: number): string {
  return codeByNumber(list, number)?.id ?? 'unknown';
}
