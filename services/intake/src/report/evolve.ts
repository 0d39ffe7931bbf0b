import { RetractionReason as Reasons, type RetractionReason, ShareWith } from '@waylight/contracts/incident';
import type { Note } from '@waylight/contracts/intake';
import { CODE_BOOK_VERSION, codeById } from '@waylight/taxonomy';
import type { Change } from './decide.ts';
import { type SharingCap, stricterCap } from './decide-narrowing.ts';
import { encodeReportEvent } from './encode-report-event.ts';
import type { LedgerFacts, ReportCommand } from './report-command.ts';
import {
  encodeConsent,
  encodeNotes,
  incidentOf,
  isQueuedOrLogged,
  notesOf,
  PUBLISH,
  type ReportRow,
  type StoredReport,
  UNWRITTEN,
} from './report-row.ts';

/** The report after a command. `row` is undefined for a new one. `changed` is set elsewhere. */
export function evolve(
  row: StoredReport | undefined,
  command: ReportCommand,
  { revision, change }: { readonly revision: number; readonly change: Change },
  facts: LedgerFacts,
): StoredReport {
  const before = row ?? createReport(command, facts);
  switch (change) {
    case 'content':
      return reviseRow(before, command, revision, facts);
    case 'retraction':
      return retractRow(before, command.reason ?? Reasons.UNSPECIFIED, revision, facts);
    case 'sharing':
      return command.command.kind === 'narrow'
        ? narrowRow(before, command.command.to, revision, facts)
        : capRow(before, stricterCap(before.cap, command.prepared?.cap), revision, facts);
    default:
      return change satisfies never;
  }
}

export function createReport(
  command: Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'>,
  { today }: LedgerFacts,
): StoredReport {
  return {
    ...UNWRITTEN,
    cap: undefined,
    organisation: command.organisation,
    report_id: command.reportId,
    reference: command.reference(),
    first_received_day: today(),
  };
}

/** What every revision sets. */
function startRevision(before: StoredReport, revision: number, { nowMs }: LedgerFacts): StoredReport {
  return { ...before, revision, code_book_version: CODE_BOOK_VERSION, accepted_at: nowMs() };
}

const NARROWED_NOTE: Note = {
  field: 'share_with',
  text: 'narrowed to the organisation: this report no longer leaves the node, and the region stops counting it',
};

function reviseRow(
  before: StoredReport,
  command: ReportCommand,
  revision: number,
  facts: LedgerFacts,
): StoredReport {
  const { prepared } = command;
  if (prepared === undefined || !('digest' in command.command))
    throw new Error('a revision of the content requires the content');
  const { layer, incident, occurred, consent, importId } = prepared;
  const publish = publishOf(incident.shareWith, before);
  const notes = publish === PUBLISH.narrowing ? [...prepared.notes, NARROWED_NOTE] : prepared.notes;
  // A restored report counts as created by the import that restored it.
  const isCreated = before.revision === 0 || before.retracted === 1;
  const row = startRevision(before, revision, facts);
  return {
    ...row,
    retracted: 0,
    digest: command.command.digest,
    event: encodeReportEvent(row, layer, facts.node, { $case: 'incident', value: incident }),
    publish,
    cap: capAfter(before, command, facts),
    layer,
    share_with: incident.shareWith,
    occurred_from: occurred.from,
    occurred_to: occurred.to,
    consent: encodeConsent(consent),
    notes: encodeNotes(notes),
    created_import: isCreated ? importId : before.created_import,
    last_import: importId,
  };
}

/**
 * Returns the cap after a revision. A wider audience requires a later consent; the scope of that consent then
 * becomes the cap.
 */
function capAfter(
  before: StoredReport,
  { prepared }: ReportCommand,
  { today }: LedgerFacts,
): SharingCap | undefined {
  const shareWith = prepared?.incident.shareWith ?? ShareWith.ORGANISATION;
  const cap = stricterCap(before.cap, prepared?.cap);
  if (cap === undefined || shareWith <= cap.to) return cap;
  return {
    to: (codeById('shareWith', prepared?.consent?.scope ?? '')?.number ?? shareWith) as ShareWith,
    onDay: today(),
  };
}

/** Adopts the cap of the node where the report was before, and changes nothing else. */
function capRow(
  before: StoredReport,
  cap: SharingCap | undefined,
  revision: number,
  facts: LedgerFacts,
): StoredReport {
  if (cap === undefined) throw new Error('a revision of unchanged content requires a cap');
  const row = shareRow(before, before.share_with, revision, facts);
  return { ...row, cap };
}

/** Changes only the audience of a report, and its cap. */
export function narrowRow(
  before: StoredReport,
  audience: ShareWith,
  revision: number,
  facts: LedgerFacts,
): StoredReport {
  // A report whose audience is already narrower keeps that audience; only the cap changes.
  const to = Math.min(audience, before.share_with, before.cap?.to ?? audience) as ShareWith;
  const row = shareRow(before, to, revision, facts);
  return { ...row, cap: { to, onDay: facts.today() }, last_import: '' };
}

/**
 * Changes only the audience. Works on the stored incident, because the report is not stored as it was sent.
 * Digest and code book version remain those of the report as sent.
 */
export function shareRow(
  before: StoredReport,
  to: ShareWith,
  revision: number,
  facts: LedgerFacts,
): StoredReport {
  const incident = incidentOf(before);
  if (incident === undefined) throw new Error('a retraction has no audience to change');
  const publish = publishOf(to, before);
  const layer = before.layer;
  const row = { ...startRevision(before, revision, facts), code_book_version: before.code_book_version };
  return {
    ...row,
    event: encodeReportEvent(row, layer, facts.node, {
      $case: 'incident',
      value: { ...incident, shareWith: to },
    }),
    publish,
    share_with: to,
    notes: encodeNotes(
      publish === PUBLISH.narrowing && before.publish !== PUBLISH.narrowing
        ? [...notesOf(before), NARROWED_NOTE]
        : notesOf(before),
    ),
  };
}

function publishOf(shareWith: ShareWith, before: StoredReport): ReportRow['publish'] {
  if (shareWith > ShareWith.ORGANISATION) return PUBLISH.event;
  return isQueuedOrLogged(before) ? PUBLISH.narrowing : PUBLISH.nothing;
}

/**
 * Erases the content. After withdrawn consent the cap is the organisation, until a consent of a later day is
 * stated.
 */
export function retractRow(
  before: StoredReport,
  reason: RetractionReason,
  revision: number,
  facts: LedgerFacts,
): StoredReport {
  const start = startRevision(before, revision, facts);
  return {
    ...start,
    cap:
      reason === Reasons.CONSENT_WITHDRAWN
        ? { to: ShareWith.ORGANISATION, onDay: facts.today() }
        : before.cap,
    retracted: 1,
    digest: '',
    event: encodeReportEvent(start, before.layer, facts.node, {
      $case: 'retraction',
      value: { reason },
    }),
    publish: isQueuedOrLogged(before) ? PUBLISH.event : PUBLISH.nothing,
    occurred_from: null,
    occurred_to: null,
    consent: null,
    notes: null,
    last_import: '',
  };
}
