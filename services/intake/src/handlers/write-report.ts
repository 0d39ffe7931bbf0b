import type { Organisation } from '@waylight/access';
import type { AuditEvent } from '@waylight/audit';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { RetractionReason, type ShareWith } from '@waylight/contracts/incident';
import type {
  NarrowSharingRequest,
  Outcome,
  Receipt,
  Report,
  RetractReportRequest,
  ReviseReportRequest,
  SubmitReportRequest,
  Violation,
} from '@waylight/contracts/intake';
import { logInternalError } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { LedgerError, type LedgerErrorCode } from '../ledger/ledger-error.ts';
import type { Command } from '../report/decide.ts';
import type { PreparedReport, ReportCommand } from '../report/report-command.ts';
import type { CommandResult } from '../report/report-command-handler.ts';
import { addViolation, createFindings } from '../steps/findings.ts';
import { SENDER_ID, SENDER_ID_FORM } from '../steps/limits.ts';
import { isPublicRecord } from '../steps/normalise-sharing.ts';
import { prepareReport } from '../steps/prepare-report.ts';
import { readCode } from '../steps/read-code.ts';
import { createInvalidArgument, createRefusal, type Refusal, toRpcError, violation } from './refusals.ts';

/** The outcome of one operation. */
export type WriteResult<R> =
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly receipt: R }
  | Refusal;

export function submit(
  ctx: NodeContext,
  organisation: Organisation,
  { report, validateOnly }: SubmitReportRequest,
): Promise<WriteResult<Receipt>> {
  return writeContent(ctx, organisation, report, validateOnly, [], (digest) => ({ kind: 'submit', digest }));
}

export function revise(
  ctx: NodeContext,
  organisation: Organisation,
  { report, baseRevision, validateOnly }: ReviseReportRequest,
): Promise<WriteResult<Receipt>> {
  return writeContent(ctx, organisation, report, validateOnly, checkBaseRevision(baseRevision), (digest) => ({
    kind: 'revise',
    digest,
    base: baseRevision,
  }));
}

export function retract(
  ctx: NodeContext,
  organisation: Organisation,
  { reportId, baseRevision, reason, validateOnly }: RetractReportRequest,
): Promise<WriteResult<Receipt>> {
  const violations: Violation[] = [];
  if (!SENDER_ID.test(reportId)) violations.push(violation('report_id', SENDER_ID_FORM));
  if (!SENDER_REASONS.has(reason))
    violations.push(violation('reason', 'is not a reason that senders may use; see RetractionReason'));
  if (violations.length > 0) return countRefusal(ctx, createInvalidArgument(violations));
  const withdraws = reason === RetractionReason.CONSENT_WITHDRAWN;
  const command: Command = { kind: 'retract', base: baseRevision, withdraws };
  return write(ctx, {
    organisation: organisation.number,
    reportId,
    command,
    reason,
    validateOnly,
    reference: () => ctx.references.report(organisation, reportId),
  });
}

/** Shares a report with a narrower audience. The audience is parsed like that of a report. */
export function narrow(
  ctx: NodeContext,
  organisation: Organisation,
  { reportId, shareWith, baseRevision, validateOnly }: NarrowSharingRequest,
): Promise<WriteResult<Receipt>> {
  const findings = createFindings();
  if (!SENDER_ID.test(reportId)) addViolation(findings, 'report_id', SENDER_ID_FORM);
  const audience = readCode('shareWith', shareWith, 'share_with', findings);
  if (audience === undefined || findings.violations.length > 0)
    return countRefusal(ctx, createInvalidArgument(findings.violations));
  return write(ctx, {
    organisation: organisation.number,
    reportId,
    command: { kind: 'narrow', base: baseRevision, to: audience.number as ShareWith },
    validateOnly,
    reference: () => ctx.references.report(organisation, reportId),
  });
}

/** Reasons that senders may state. Only the node itself uses SHARING_NARROWED. */
const SENDER_REASONS: ReadonlySet<RetractionReason> = new Set([
  RetractionReason.UNSPECIFIED,
  RetractionReason.MISTAKE,
  RetractionReason.DUPLICATE,
  RetractionReason.CONSENT_WITHDRAWN,
  RetractionReason.IMPORT_UNDONE,
  RetractionReason.MOVED,
]);

export function checkBaseRevision(baseRevision: number): Violation[] {
  if (baseRevision > 0) return [];
  return [violation('base_revision', 'is required: the revision that this one replaces, 1 or more')];
}

function writeContent(
  ctx: NodeContext,
  organisation: Organisation,
  report: Report | undefined,
  validateOnly: boolean,
  violations: readonly Violation[],
  toCommand: (digest: string) => Command,
): Promise<WriteResult<Receipt>> {
  const prepared = prepareContent(ctx, organisation, report, violations);
  if (prepared.kind === 'refused') return countRefusal(ctx, prepared);
  const { digest, ...content } = prepared.content;
  return write(ctx, { ...content, command: toCommand(digest), validateOnly });
}

/** The part of a command that depends only on the report. */
type PreparedContent = Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'> & {
  readonly prepared: PreparedReport;
  readonly digest: string;
};

/** Prepares a report for the ledger, or returns every violation of the report and of the call. */
export function prepareContent(
  ctx: NodeContext,
  organisation: Organisation,
  report: Report | undefined,
  violations: readonly Violation[] = [],
): { readonly kind: 'content'; readonly content: PreparedContent; readonly report: Report } | Refusal {
  if (report === undefined) return createInvalidArgument([...violations, violation('report', 'is required')]);
  if (isPublicRecord(report) && organisation.publicSource === undefined) {
    ctx.audit.recordAggregatedInBackground({
      kind: AuditKind.ACCESS_REFUSED,
      actor: { kind: 'organisation', number: organisation.number },
      outcome: AuditOutcome.PERMISSION_DENIED,
    });
    return createRefusal(
      'PERMISSION_DENIED',
      'the registry does not list your organisation as a public source',
    );
  }
  const prepared = prepareReport(report, {
    today: ctx.today(),
    digest: ctx.digest,
  });
  if (prepared.kind === 'refused' || violations.length > 0)
    return createInvalidArgument([
      ...violations,
      ...(prepared.kind === 'refused' ? prepared.violations : []),
    ]);
  const { reportId } = report;
  return {
    kind: 'content',
    report,
    content: {
      organisation: organisation.number,
      reportId,
      reference: () => ctx.references.report(organisation, reportId),
      prepared: prepared.report,
      digest: prepared.digest,
    },
  };
}

function write(ctx: NodeContext, command: ReportCommand): Promise<WriteResult<Receipt>> {
  return awaitCommand(ctx, ctx.ledger.writeReport(command));
}

/**
 * Turns the ledger's result into an outcome. An error of the ledger asks the sender to send the report again; a
 * defect does not. Adds only one promise per operation, because streams carry
 * thousands of operations a second.
 */
export function awaitCommand<R>(ctx: NodeContext, work: Promise<CommandResult<R>>): Promise<WriteResult<R>> {
  return work.then(
    (result) => countOutcome(ctx, toWriteResult(result)),
    (error) => countOutcome(ctx, toFailure(ctx, error)),
  );
}

export function countRefusal(ctx: NodeContext, refusal: Refusal): Promise<Refusal> {
  return Promise.resolve(countOutcome(ctx, refusal));
}

function toFailure(ctx: NodeContext, error: unknown): Refusal {
  if (error instanceof LedgerError) return toLedgerFailure(ctx, error);
  const { code, message } = logInternalError(ctx.log, error);
  return createRefusal(code, message);
}

function toLedgerFailure(ctx: NodeContext, error: LedgerError): Refusal {
  ctx.ledgerHealth.reportFailure(error);
  return createRefusal('UNAVAILABLE', RETRY[error.code] ?? NOT_WRITTEN);
}

/**
 * Must be awaited between a read of the ledger and the response. Ensures that the response contains only
 * durable data and that the audit entry is written first.
 */
export async function ensureDurable(ctx: NodeContext, auditEvent?: AuditEvent): Promise<void> {
  try {
    if (auditEvent !== undefined) await ctx.audit.recordAggregated(auditEvent);
    await ctx.ledger.waitUntilDurable();
  } catch (error) {
    throw error instanceof LedgerError ? toRpcError(toLedgerFailure(ctx, error)) : error;
  }
}

const NOT_WRITTEN = 'the node cannot write to its ledger now: retry the request';
const RETRY: Readonly<Partial<Record<LedgerErrorCode, string>>> = {
  full: 'the disk of the node is full and nothing was accepted: retry the request later',
  overloaded: 'too many operations are waiting at the node: retry the request later',
  closed: 'the node is stopping: retry the request later',
};

function toWriteResult<R>(result: CommandResult<R>): WriteResult<R> {
  switch (result.kind) {
    case 'done':
      return result;
    case 'refused':
      return createRefusal(result.code, result.message);
    case 'invalid':
      return createInvalidArgument(result.violations);
    default:
      return result satisfies never;
  }
}

function countOutcome<W extends WriteResult<unknown>>(ctx: NodeContext, written: W): W {
  ctx.metrics.countOperation(
    written.kind === 'done' ? (OUTCOME_LABELS[written.outcome] ?? 'done') : written.code,
  );
  return written;
}

const OUTCOME_LABELS = ['unspecified', 'accepted', 'unchanged', 'would_accept'];
