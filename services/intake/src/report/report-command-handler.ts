import type { AuditStore } from '@waylight/audit';
import { AuditKind } from '@waylight/contracts/audit';
import { type Incident, RetractionReason } from '@waylight/contracts/incident';
import {
  type Consent,
  Outcome,
  type Receipt,
  ReceiptState,
  type Violation,
} from '@waylight/contracts/intake';
import { CODE_BOOK_VERSION } from '@waylight/taxonomy';
import type { Database } from '../ledger/database.ts';
import { type Current, type Decision, decide, REPORT, type RefusalCode } from './decide.ts';
import { decideExpired } from './decide-expired.ts';
import { checkCap, decideCap, decideNarrowing, stricterCap } from './decide-narrowing.ts';
import { toReportValue } from './encode-report-event.ts';
import { evolve } from './evolve.ts';
import type { LedgerFacts, PreparedReport, ReportCommand } from './report-command.ts';
import {
  consentOf,
  incidentOf,
  isQueuedOrLogged,
  type ReportRow,
  retractionReasonOf,
  rowOf,
  SELECT_REPORT,
  type StoredReport,
} from './report-row.ts';
import type { RevisionWriter } from './revision-writer.ts';

export type CommandResult<R> =
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly receipt: R }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string }
  /** The content is not allowed in the current state. */
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] };

/**
 * The outcome of sending a report, the content that the node would store, and the event that the node would
 * publish.
 */
export type PreviewResult =
  | {
      readonly kind: 'done';
      readonly outcome: Outcome;
      readonly receipt: Receipt;
      readonly incident: Incident | undefined;
      readonly consent: Consent | undefined;
      readonly value: Uint8Array | undefined;
    }
  | RefusedCommand;

type RefusedCommand = Extract<CommandResult<never>, { kind: 'refused' | 'invalid' }>;

export type PreviewCommand = Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'> & {
  readonly digest: string;
  readonly prepared: PreparedReport;
};

/**
 * The current state of a report. If `isMissing`, only the restore journal has the report, so its content is
 * unknown here.
 */
export type CurrentReport = { readonly row: StoredReport; readonly isMissing: boolean };

/** Reports that a restored ledger lacks. */
export type MissingReports = {
  /** Returns the row from which a command continues, if only the restore journal has a report with its reference. */
  find(command: Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'>): CurrentReport | undefined;
  /** Decides a command on a missing report that is not retracted. */
  decide(current: Current, command: ReportCommand['command']): Decision;
};

/** What other tables of the ledger know of a report. */
export type ReportContext = {
  readonly missing: MissingReports;
  readonly caps: { addTo(row: ReportRow): StoredReport };
  readonly receiptOf: (report: StoredReport) => Receipt;
};

export type ReportCommandHandler = {
  /** Executes one command within the transaction of its group. */
  execute(command: ReportCommand): CommandResult<Receipt>;
  /**
   * Returns the result of sending the report, as a new report or as a revision of the current one. Writes
   * nothing.
   */
  preview(command: PreviewCommand): PreviewResult;
};

export function createReportCommandHandler(
  db: Database,
  writeRevision: RevisionWriter,
  audit: Pick<AuditStore, 'append'>,
  { missing, caps, receiptOf }: ReportContext,
  facts: LedgerFacts,
): ReportCommandHandler {
  const find = db.prepare(`${SELECT_REPORT} WHERE organisation = ? AND report_id = ?`);
  const currentOf = (
    command: Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'>,
  ): CurrentReport | undefined => {
    const found = find.get(command.organisation, command.reportId);
    return found === undefined ? missing.find(command) : { row: caps.addTo(rowOf(found)), isMissing: false };
  };

  const write = (
    current: CurrentReport | undefined,
    command: ReportCommand,
    decision: Extract<Decision, { kind: 'accept' }>,
  ): StoredReport => {
    const before = current?.row;
    const next = evolve(before, command, decision, facts);
    const isNarrowed =
      command.command.kind === 'narrow' || (before !== undefined && next.share_with < before.share_with);
    const stored = writeRevision({
      before,
      next,
      isErasing: next.retracted === 1 || isNarrowed,
      // A revision that is not shared needs no journal entry, unless the journal has recorded the
      // report as retracted.
      isJournalled: isQueuedOrLogged(next) || decision.change !== 'content' || before?.retracted === 1,
    });
    audit.append({
      kind: decision.change === 'sharing' ? AuditKind.REPORT_REVISED : AUDIT_KINDS[command.command.kind],
      actor: { kind: 'organisation', number: command.organisation },
      reference: stored.reference,
      ofImport:
        command.reason === RetractionReason.IMPORT_UNDONE || (command.prepared?.importId ?? '') !== '',
    });
    return stored;
  };

  const storedContent = (row: ReportRow) => ({
    incident: incidentOf(row),
    consent: consentOf(row),
    value: isQueuedOrLogged(row) ? (toReportValue(row, facts.node) ?? undefined) : undefined,
  });

  return {
    execute(command) {
      const current = currentOf(command);
      const row = current?.row;
      const decision = decideOrRefuse(current, command, missing, facts);
      if (decision.kind === 'refused' || decision.kind === 'invalid') return decision;
      if (decision.kind === 'unchanged')
        return { kind: 'done', outcome: Outcome.UNCHANGED, receipt: receiptOf(requireRow(row)) };
      if (command.validateOnly)
        return {
          kind: 'done',
          outcome: Outcome.WOULD_ACCEPT,
          receipt: createPreviewReceipt(command, decision.revision),
        };
      const stored = write(current, command, decision);
      return { kind: 'done', outcome: Outcome.ACCEPTED, receipt: receiptOf(stored) };
    },
    preview({ digest, ...rest }) {
      const current = currentOf(rest);
      const row = current?.row;
      const command: ReportCommand = {
        ...rest,
        command:
          row === undefined ? { kind: 'submit', digest } : { kind: 'revise', digest, base: row.revision },
        validateOnly: true,
      };
      const decision = decideOrRefuse(current, command, missing, facts);
      if (decision.kind === 'refused' || decision.kind === 'invalid') return decision;
      if (decision.kind === 'unchanged') {
        const stored = requireRow(row);
        return {
          kind: 'done',
          outcome: Outcome.UNCHANGED,
          receipt: receiptOf(stored),
          ...storedContent(stored),
        };
      }
      const receipt = createPreviewReceipt(command, decision.revision);
      const next = evolve(row, command, decision, facts);
      return { kind: 'done', outcome: Outcome.WOULD_ACCEPT, receipt, ...storedContent(next) };
    },
  };
}

/** Audit kinds. Narrowing is a revision, and so is a cap that comes with unchanged content. */
const AUDIT_KINDS: Readonly<Record<ReportCommand['command']['kind'], AuditKind>> = {
  submit: AuditKind.REPORT_SUBMITTED,
  revise: AuditKind.REPORT_REVISED,
  narrow: AuditKind.REPORT_REVISED,
  retract: AuditKind.REPORT_RETRACTED,
};

function decideOrRefuse(
  current: CurrentReport | undefined,
  command: ReportCommand,
  missing: MissingReports,
  facts: LedgerFacts,
): Exclude<Decision, { kind: 'refuse' }> | RefusedCommand {
  const decision = decideCommand(current, command, missing, facts);
  const violation = checkSharing(current?.row, command, decision);
  if (violation !== undefined) return { kind: 'invalid', violations: [violation] };
  if (decision.kind === 'refuse') return { kind: 'refused', code: decision.code, message: decision.message };
  return decision;
}

function decideCommand(
  found: CurrentReport | undefined,
  { command, prepared }: ReportCommand,
  missing: MissingReports,
  { today }: LedgerFacts,
): Decision {
  const row = found?.row;
  const reason = row && retractionReasonOf(row);
  const current = row && {
    revision: row.revision,
    retracted: row.retracted === 1,
    digest: row.digest,
    withdrawn: reason === RetractionReason.CONSENT_WITHDRAWN,
    layer: row.layer,
    shareWith: row.share_with,
    cap: row.cap,
  };
  if (current !== undefined && reason === RetractionReason.EXPIRED)
    return decideExpired(current, command, REPORT);
  if (current !== undefined && found?.isMissing === true && !current.retracted)
    return missing.decide(current, command);
  if (command.kind === 'narrow') return decideNarrowing(current, command, today());
  const decision = decide(current, command, REPORT);
  return decision.kind === 'unchanged' && current !== undefined && !current.retracted
    ? decideCap(current, prepared?.cap)
    : decision;
}

/**
 * Compares the content's audience with the caps of report and command. The check also runs for other content
 * under a used id. So a validated table gets the violation before anything is sent.
 */
function checkSharing(
  row: StoredReport | undefined,
  { prepared }: ReportCommand,
  decision: Decision,
): Violation | undefined {
  if (prepared === undefined) return undefined;
  const { consent, incident, cap } = prepared;
  // The content may have been sent here before another node narrowed the report, and therefore without the cap.
  if (decision.kind === 'unchanged' || (decision.kind === 'accept' && decision.change === 'sharing'))
    return checkCap(cap, requireRow(row).share_with, consent);
  const isContent =
    (decision.kind === 'accept' && decision.change === 'content') ||
    (decision.kind === 'refuse' && decision.code === 'ALREADY_EXISTS');
  if (!isContent) return undefined;
  return checkCap(stricterCap(row?.cap, cap), incident.shareWith, consent);
}

function requireRow(row: StoredReport | undefined): StoredReport {
  if (row === undefined) throw new Error('a decision of unchanged requires a row');
  return row;
}

function createPreviewReceipt({ reportId, prepared, reason }: ReportCommand, revision: number): Receipt {
  return {
    reportId,
    revision,
    state: ReceiptState.UNSPECIFIED,
    steps: [],
    releases: [],
    codeBookVersion: CODE_BOOK_VERSION,
    notes: [...(prepared?.notes ?? [])],
    importId: prepared?.importId ?? '',
    retractionReason: reason ?? RetractionReason.UNSPECIFIED,
    limit: undefined,
    erasure: undefined,
  };
}
