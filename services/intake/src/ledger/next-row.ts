import {
  type Country,
  Layer,
  RetractionReason as Reasons,
  ReportEvent,
  type RetractionReason,
  ShareWith,
} from '@waylight/contracts/incident';
import { type Note, ReceiptState } from '@waylight/contracts/intake';
import { CODE_BOOK_VERSION } from '@waylight/taxonomy';
import { createEncoder } from '../encoder.ts';
import type { LedgerFacts, ReportCommand } from './report-command.ts';
import { encodeConsent, encodeNotes, PUBLISH, type ReportRow } from './report-row.ts';

/** The row that a command makes of what is current; undefined is that there is nothing. It is not queued yet. */
export function nextRow(
  row: ReportRow | undefined,
  command: ReportCommand,
  { revision, change }: { readonly revision: number; readonly change: 'content' | 'retraction' },
  facts: LedgerFacts,
): ReportRow {
  const before = row ?? newRow(command, facts);
  return change === 'retraction'
    ? retracted(before, command.reason ?? Reasons.UNSPECIFIED, revision, facts)
    : revised(before, command, revision, facts);
}

function newRow(command: ReportCommand, { today }: LedgerFacts): ReportRow {
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
    was_shared: 0,
    narrowed: 0,
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

/** What every revision starts from: accepted now, and nowhere yet. Releases are never taken back, so they stay. */
function begun(before: ReportRow, revision: number, { nowMs }: LedgerFacts): ReportRow {
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

const NARROWED: Note = {
  field: 'share_with',
  text: 'narrowed to the organisation: nothing of this report leaves the node any more, and the region retracts what it counted',
};

function revised(before: ReportRow, command: ReportCommand, revision: number, facts: LedgerFacts): ReportRow {
  const { prepared } = command;
  if (prepared === undefined || command.command.kind === 'retract')
    throw new Error('A report can only be written with its content');
  const { layer, incident, occurred, consent, importId } = prepared;
  const publish = publishOf(incident.shareWith, before.was_shared === 1);
  const notes = publish === PUBLISH.narrowing ? [...prepared.notes, NARROWED] : prepared.notes;
  // A report that comes back from a retraction was created by whatever brought it back.
  const isCreated = before.revision === 0 || before.retracted === 1;
  return {
    ...begun(before, revision, facts),
    retracted: 0,
    digest: command.command.digest,
    event: eventBytes(before, revision, layer, facts.node, { $case: 'incident', value: incident }),
    publish,
    was_shared: publish === PUBLISH.nothing ? 0 : 1,
    narrowed: isCounted(layer, incident.shareWith)
      ? 0
      : isCounted(before.layer, before.share_with)
        ? 1
        : before.narrowed,
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

/** Tables count reports that are shared with the partners or more widely. */
const isCounted = (layer: number, shareWith: number): boolean =>
  layer === Layer.REPORTS && shareWith >= ShareWith.PARTNERS;

function publishOf(shareWith: ShareWith, wasShared: boolean): ReportRow['publish'] {
  if (shareWith > ShareWith.ORGANISATION) return PUBLISH.event;
  return wasShared ? PUBLISH.narrowing : PUBLISH.nothing;
}

/** Nothing of the content stays: a retraction may be a withdrawn consent. */
function retracted(
  before: ReportRow,
  reason: RetractionReason,
  revision: number,
  facts: LedgerFacts,
): ReportRow {
  const start = begun(before, revision, facts);
  const atOnce = before.was_shared === 0;
  return {
    ...start,
    retracted: 1,
    digest: '',
    event: eventBytes(before, revision, before.layer as Layer, facts.node, {
      $case: 'retraction',
      value: { reason },
    }),
    publish: atOnce ? PUBLISH.nothing : PUBLISH.event,
    occurred_from: null,
    occurred_to: null,
    consent: null,
    notes: null,
    last_import: '',
    // What never left the node counts nowhere as soon as the node says so.
    state: atOnce ? ReceiptState.RETRACTED : ReceiptState.ACCEPTED,
    retracted_at: atOnce ? start.accepted_at : null,
  };
}

function eventBytes(
  row: Pick<ReportRow, 'reference' | 'first_received_day' | 'organisation'>,
  revision: number,
  layer: Layer,
  node: Country,
  change: ReportEvent['change'],
): Uint8Array {
  return encodeEvent({
    reportReference: Buffer.from(row.reference),
    revision,
    node,
    firstReceivedDay: row.first_received_day,
    codeBookVersion: CODE_BOOK_VERSION,
    organisation: row.organisation,
    layer,
    change,
  });
}

const encodeEvent = createEncoder(ReportEvent);
