import { Layer, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import type { Note } from '@waylight/contracts/intake';
import type { JournalledReport } from '@waylight/contracts/operations';
import { type SharingCap, stricterCap } from '../report/decide-narrowing.ts';
import { createReport, narrowRow, retractRow, shareRow } from '../report/evolve.ts';
import type { LedgerFacts } from '../report/report-command.ts';
import type { CurrentReport } from '../report/report-command-handler.ts';
import {
  encodeNotes,
  isQueuedOrLogged,
  notesOf,
  PUBLISH,
  retractionReasonOf,
  type StoredReport,
} from '../report/report-row.ts';

/** The journal entry of a row. An older copy of this ledger is reconciled with such entries. */
export function toJournalEntry(row: StoredReport): JournalledReport {
  return {
    reference: Buffer.from(row.reference),
    revision: row.revision,
    retracted: row.retracted === 1,
    reason: retractionReasonOf(row),
    shareWith: row.share_with,
    cappedTo: row.cap?.to,
    cappedOnDay: row.cap?.onDay ?? 0,
    wasShared: isQueuedOrLogged(row),
    organisation: row.organisation,
    layer: row.layer,
    firstReceivedDay: row.first_received_day,
    occurredToDay: row.occurred_to ?? undefined,
    acceptedAtMs: BigInt(row.accepted_at),
  };
}

/** A report of the copy after reconciliation, and how the copy differed from the journal. */
export type ReconciledRow = {
  /** The copy's row; undefined for a new placeholder. */
  readonly before: StoredReport | undefined;
  readonly row: StoredReport;
  readonly was: 'retracted' | 'outdated' | 'missing';
  /** The partition of a new placeholder on the log; undefined if there is none yet. */
  readonly partition?: number | undefined;
  /** False if the journal already contains this revision. */
  readonly isJournalled: boolean;
};

/**
 * Reconciles a row of an older copy with a journal entry of a later state; undefined if nothing changes.
 * Retractions and narrowings are repeated. Otherwise the copy's content stays, with a revision number above
 * that on the log. With a lower number, the region would drop later revisions as outdated.
 */
export function reconcileRow(
  row: StoredReport,
  journalled: JournalledReport,
  facts: LedgerFacts,
): ReconciledRow | undefined {
  const cap = mergeCaps(row.cap, journalledCap(journalled));
  const before = { ...publishAsJournalled(row, journalled), layer: layerOf(row, journalled) };
  const next = retractOrNarrow(before, journalled, facts);
  // A revision that is newer than the journal entry is journalled as well.
  if (next !== undefined)
    return {
      before,
      row: { ...next, cap },
      was: 'retracted',
      isJournalled: next.revision !== journalled.revision,
    };
  if (!isBehind(row, journalled) && before.layer === row.layer) return undefined;
  const republished = republishRow(before, nextRevision(row, journalled), facts);
  return { before, row: { ...republished, cap }, was: 'outdated', isJournalled: true };
}

/** The log may have a report that the copy never published. */
const publishAsJournalled = (row: StoredReport, { wasShared }: JournalledReport): StoredReport =>
  wasShared && !isQueuedOrLogged(row) ? { ...row, publish: PUBLISH.event } : row;

/**
 * Publishes the copy's content again, with a revision number above that on the log. It counts until the
 * organisation sends its correction.
 */
function republishRow(row: StoredReport, revision: number, facts: LedgerFacts): StoredReport {
  return row.retracted === 1
    ? retractRow(row, retractionReasonOf(row), revision, facts)
    : addOlderCopyNote(shareRow(row, row.share_with, revision, facts));
}

/** Adds a note to the receipt that a later revision is lost. */
function addOlderCopyNote(row: StoredReport): StoredReport {
  const others = notesOf(row).filter(({ text }) => text !== OLDER_COPY_NOTE.text);
  return { ...row, notes: encodeNotes([...others, OLDER_COPY_NOTE]) };
}

const OLDER_COPY_NOTE: Note = {
  field: 'report_id',
  text: 'the node was restored from an older copy of its ledger, and a later revision of this report is lost: read it, and send your changes again',
};

const nextRevision = (row: StoredReport, journalled: JournalledReport): number =>
  Math.max(row.revision, journalled.revision) + 1;

/**
 * A report that has left the public record does not return to it, because counts of the public record are
 * exact.
 */
const layerOf = ({ layer }: StoredReport, journalled: JournalledReport): Layer =>
  layer === Layer.PUBLIC_RECORD && journalled.layer === Layer.REPORTS ? journalled.layer : layer;

/**
 * A later cap from the journal replaces that of the copy. Otherwise the stricter of both applies.
 */
function mergeCaps(here: SharingCap | undefined, journalled: SharingCap | undefined): SharingCap | undefined {
  return here !== undefined && journalled !== undefined && journalled.onDay > here.onDay
    ? journalled
    : stricterCap(here, journalled);
}

/** Two revisions with the same number are the same revision if they were accepted at the same time. */
function isBehind(row: StoredReport, journalled: JournalledReport): boolean {
  if (journalled.revision !== row.revision) return journalled.revision > row.revision;
  if (journalled.retracted) return false;
  return journalled.acceptedAtMs !== BigInt(row.accepted_at);
}

/**
 * Repeats a retraction or narrowing as the newest revision, because the copy changed the report without it. A
 * retraction may keep the revision number of the entry. A narrowing gets a new number: its content is that of
 * the copy, and the log may have other content under the old number.
 */
function retractOrNarrow(
  row: StoredReport,
  journalled: JournalledReport,
  facts: LedgerFacts,
): StoredReport | undefined {
  if (journalled.retracted) {
    if (isRetractedAsJournalled(row, journalled)) return undefined;
    const revision = journalled.revision > row.revision ? journalled.revision : row.revision + 1;
    return retractRow(row, journalled.reason, revision, facts);
  }
  if (row.retracted === 1) return undefined;
  const [cap, here] = [journalledCap(journalled), row.cap];
  const isCapped =
    cap === undefined ||
    (here !== undefined && (here.onDay > cap.onDay || (here.onDay === cap.onDay && here.to <= cap.to)));
  if (row.share_with <= journalled.shareWith && isCapped) return undefined;
  const next = narrowRow(row, journalled.shareWith, nextRevision(row, journalled), facts);
  // The log has further revisions besides the narrowing, and the copy lacks them.
  return journalled.revision > row.revision + 1 ? addOlderCopyNote(next) : next;
}

/** Withdrawn consent and expiry are final, so another reason in the copy does not replace them. */
function isRetractedAsJournalled(row: StoredReport, journalled: JournalledReport): boolean {
  if (row.retracted === 0 || row.revision < journalled.revision) return false;
  const isFinal =
    journalled.reason === RetractionReason.CONSENT_WITHDRAWN ||
    journalled.reason === RetractionReason.EXPIRED;
  const reason = retractionReasonOf(row);
  return !isFinal || reason === RetractionReason.EXPIRED || reason === journalled.reason;
}

/** True if the region may count the report. Such a report must expire one day. */
export const isStillCounted = ({ retracted, wasShared, shareWith }: JournalledReport): boolean =>
  !retracted && wasShared && shareWith > ShareWith.ORGANISATION;

/**
 * A placeholder row for a report that the log has and this copy lacks. It expires, is compared with the region, and later
 * commands under its id continue from it. Its content cannot be sent again.
 */
export function createMissingRow(
  journalled: JournalledReport,
  partition: number | undefined,
  facts: LedgerFacts,
): ReconciledRow {
  const { organisation, reference } = journalled;
  const row = createReport(
    { organisation, reportId: placeholderId(reference), reference: () => reference },
    facts,
  );
  return {
    before: undefined,
    row: { ...row, ...entryColumns(journalled) },
    was: 'missing',
    partition,
    isJournalled: false,
  };
}

const entryColumns = (journalled: JournalledReport) => ({
  revision: journalled.revision,
  publish: journalled.shareWith > ShareWith.ORGANISATION ? PUBLISH.event : PUBLISH.narrowing,
  layer: journalled.layer,
  share_with: journalled.shareWith,
  first_received_day: journalled.firstReceivedDay,
  occurred_from: journalled.occurredToDay ?? null,
  occurred_to: journalled.occurredToDay ?? null,
  accepted_at: Number(journalled.acceptedAtMs),
  cap: journalledCap(journalled),
});

/** Reconciles a placeholder with a further journal entry. */
export function reconcileMissingRow(
  row: StoredReport,
  journalled: JournalledReport,
  facts: LedgerFacts,
): ReconciledRow | undefined {
  if (journalled.revision <= row.revision) return undefined;
  if (journalled.retracted)
    return {
      before: row,
      row: {
        ...retractRow(publishAsJournalled(row, journalled), journalled.reason, journalled.revision, facts),
        cap: journalledCap(journalled),
      },
      was: 'retracted',
      isJournalled: false,
    };
  const current = { ...row, ...entryColumns(journalled), retracted: 0, event: new Uint8Array() };
  return { before: row, row: current, was: 'missing', isJournalled: false };
}

/**
 * A row for a missing report that was retracted, or narrowed to its organisation. The row is not stored yet.
 * Commands under the report's id continue from this row.
 */
export function createRowFromJournal(
  row: StoredReport,
  journalled: JournalledReport,
  facts: LedgerFacts,
): CurrentReport {
  const cap = journalledCap(journalled);
  const before = { ...publishAsJournalled(row, journalled), revision: journalled.revision };
  if (!journalled.retracted) return { row: { ...before, cap }, isMissing: true };
  const retracted = retractRow(before, journalled.reason, journalled.revision, facts);
  return { row: { ...retracted, cap }, isMissing: false };
}

function journalledCap({ cappedTo, cappedOnDay }: JournalledReport): SharingCap | undefined {
  return cappedTo === undefined ? undefined : { to: cappedTo, onDay: cappedOnDay };
}

/** The leading space is not allowed in ids of senders, so no sender can use this id. */
const placeholderId = (reference: Uint8Array): string => ` ${Buffer.from(reference).toString('hex')}`;

export const isPlaceholderId = (reportId: string): boolean => reportId.startsWith(' ');
