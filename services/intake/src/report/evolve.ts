import {
  Layer,
  RetractionReason as Reasons,
  type RetractionReason,
  ShareWith,
} from '@waylight/contracts/incident';
import { type Note, ReceiptState } from '@waylight/contracts/intake';
import { CODE_BOOK_VERSION, codeById } from '@waylight/taxonomy';
import type { Change } from './decide.ts';
import { type SharingCap, stricterCap } from './decide-narrowing.ts';
import { encodeReportEvent } from './encode-report-event.ts';
import type { LedgerFacts, ReportCommand } from './report-command.ts';
import { incidentOf } from './report-queries.ts';
import {
  capOf,
  encodeConsent,
  encodeNotes,
  isQueuedOrLogged,
  notesOf,
  PUBLISH,
  type ReportRow,
} from './report-row.ts';

/** The row after a command. `row` is undefined for a new report. `queued` and `changed` are set elsewhere. */
export function evolve(
  row: ReportRow | undefined,
  command: ReportCommand,
  { revision, change }: { readonly revision: number; readonly change: Change },
  facts: LedgerFacts,
): ReportRow {
  const before = row ?? createReportRow(command, facts);
  switch (change) {
    case 'content':
      return reviseRow(before, command, revision, facts);
    case 'retraction':
      return retractRow(before, command.reason ?? Reasons.UNSPECIFIED, revision, facts);
    case 'sharing':
      return command.command.kind === 'narrow'
        ? narrowRow(before, command.command.to, revision, facts)
        : limitRow(before, stricterCap(capOf(before), command.prepared?.limit), revision, facts);
    default:
      return change satisfies never;
  }
}

export function createReportRow(
  command: Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'>,
  { today }: LedgerFacts,
): ReportRow {
  return {
    row: 0,
    organisation: command.organisation,
    report_id: command.reportId,
    reference: command.reference(),
    first_received_day: today(),
    revision: 0,
    retracted: 0,
    digest: '',
    event: new Uint8Array(),
    publish: PUBLISH.nothing,
    capped_to: null,
    capped_on: null,
    layer: Layer.UNSPECIFIED,
    share_with: ShareWith.ORGANISATION,
    occurred_from: null,
    occurred_to: null,
    consent: null,
    code_book_version: CODE_BOOK_VERSION,
    notes: null,
    created_import: '',
    last_import: '',
    state: ReceiptState.ACCEPTED,
    accepted_at: 0,
    logged_at: null,
    counted_at: null,
    released_at: null,
    retracted_at: null,
    releases: null,
    queued: null,
    log_partition: null,
    log_offset: null,
    changed: 0,
  };
}

/**
 * The initial columns of every revision: accepted now, not delivered. Releases stay, because they are final.
 */
function startRevision(before: ReportRow, revision: number, { nowMs }: LedgerFacts): ReportRow {
  return {
    ...before,
    revision,
    code_book_version: CODE_BOOK_VERSION,
    state: ReceiptState.ACCEPTED,
    accepted_at: nowMs(),
    logged_at: null,
    counted_at: null,
    released_at: null,
    retracted_at: null,
    log_partition: null,
    log_offset: null,
  };
}

const NARROWED_NOTE: Note = {
  field: 'share_with',
  text: 'narrowed to the organisation: this report no longer leaves the node, and the region stops counting it',
};

function reviseRow(
  before: ReportRow,
  command: ReportCommand,
  revision: number,
  facts: LedgerFacts,
): ReportRow {
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
    ...capColumnsAfter(before, command, facts),
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
function capColumnsAfter(
  before: ReportRow,
  { prepared }: ReportCommand,
  { today }: LedgerFacts,
): Pick<ReportRow, 'capped_to' | 'capped_on'> {
  const shareWith = prepared?.incident.shareWith ?? ShareWith.ORGANISATION;
  const cap = stricterCap(capOf(before), prepared?.limit);
  if (cap === undefined || shareWith <= cap.to)
    return { capped_to: cap?.to ?? null, capped_on: cap?.onDay ?? null };
  return {
    capped_to: codeById('shareWith', prepared?.consent?.scope ?? '')?.number ?? shareWith,
    capped_on: today(),
  };
}

/** Adopts the limit from the node where the report was before, and changes nothing else. */
function limitRow(
  before: ReportRow,
  cap: SharingCap | undefined,
  revision: number,
  facts: LedgerFacts,
): ReportRow {
  if (cap === undefined) throw new Error('a revision of unchanged content requires a limit');
  const row = shareRow(before, before.share_with as ShareWith, revision, facts);
  return { ...row, capped_to: cap.to, capped_on: cap.onDay };
}

/** Changes only the audience of a report, and its cap. */
export function narrowRow(
  before: ReportRow,
  audience: ShareWith,
  revision: number,
  facts: LedgerFacts,
): ReportRow {
  // A report whose audience is already narrower keeps that audience; only the cap changes.
  const to = Math.min(audience, before.share_with, before.capped_to ?? audience) as ShareWith;
  const row = shareRow(before, to, revision, facts);
  return { ...row, capped_to: to, capped_on: facts.today(), last_import: '' };
}

/**
 * Changes only the audience. Works on the stored incident, because the report is not stored as it was sent.
 * Digest and code book version remain those of the report as sent.
 */
export function shareRow(before: ReportRow, to: ShareWith, revision: number, facts: LedgerFacts): ReportRow {
  const incident = incidentOf(before);
  if (incident === undefined) throw new Error('a retraction has no audience to change');
  const publish = publishOf(to, before);
  const layer = before.layer as Layer;
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

function publishOf(shareWith: ShareWith, before: ReportRow): ReportRow['publish'] {
  if (shareWith > ShareWith.ORGANISATION) return PUBLISH.event;
  return isQueuedOrLogged(before) ? PUBLISH.narrowing : PUBLISH.nothing;
}

/**
 * Erases the content. After withdrawn consent the cap is the organisation, until a consent of a later day is
 * stated.
 */
export function retractRow(
  before: ReportRow,
  reason: RetractionReason,
  revision: number,
  facts: LedgerFacts,
): ReportRow {
  const start = startRevision(before, revision, facts);
  const wasNeverShared = !isQueuedOrLogged(before);
  return {
    ...start,
    ...(reason === Reasons.CONSENT_WITHDRAWN
      ? { capped_to: ShareWith.ORGANISATION, capped_on: facts.today() }
      : {}),
    retracted: 1,
    digest: '',
    event: encodeReportEvent(start, before.layer as Layer, facts.node, {
      $case: 'retraction',
      value: { reason },
    }),
    publish: wasNeverShared ? PUBLISH.nothing : PUBLISH.event,
    occurred_from: null,
    occurred_to: null,
    consent: null,
    notes: null,
    last_import: '',
    // A report that never left the node is counted nowhere, so its retraction is complete at once.
    state: wasNeverShared ? ReceiptState.RETRACTED : ReceiptState.ACCEPTED,
    retracted_at: wasNeverShared ? start.accepted_at : null,
  };
}
