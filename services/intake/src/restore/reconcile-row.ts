import { Layer, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import type { JournalledReport } from '@waylight/contracts/operations';
import { type SharingCap, stricterCap } from '../report/decide-narrowing.ts';
import {
  addOlderCopyNote,
  createReportRow,
  narrowRow,
  republishRow,
  retractAsJournalled,
} from '../report/evolve.ts';
import type { LedgerFacts } from '../report/report-command.ts';
import { capOf, PUBLISH, type ReportRow, retractionReasonOf } from '../report/report-row.ts';

/** The journal entry of a row: an older copy of this ledger is reconciled with it. */
export function toJournalEntry(row: ReportRow): JournalledReport {
  return {
    reference: Buffer.from(row.reference),
    revision: row.revision,
    retracted: row.retracted === 1,
    reason: retractionReasonOf(row),
    shareWith: row.share_with as ShareWith,
    cappedTo: (row.capped_to ?? undefined) as ShareWith | undefined,
    cappedOnDay: row.capped_on ?? 0,
    wasShared: row.was_shared === 1,
    organisation: row.organisation,
    layer: row.layer as Layer,
    firstReceivedDay: row.first_received_day,
    occurredToDay: row.occurred_to ?? undefined,
    acceptedAtMs: BigInt(row.accepted_at),
  };
}

/** A report of the copy after reconciliation, and how the copy differed. */
export type ReconciledRow = { readonly row: ReportRow; readonly was: 'retracted' | 'outdated' | 'missing' };

/**
 * Reconciles a row of an older copy with a journal entry of a later state; undefined if nothing changes. Retractions and
 * narrowings are repeated. Otherwise the copy's content stays, as a revision newer than the log's: the region would drop
 * later revisions as outdated otherwise.
 */
export function reconcileRow(
  row: ReportRow,
  journalled: JournalledReport,
  facts: LedgerFacts,
): ReconciledRow | undefined {
  if (row.lacks === 1) return reconcileMissingRow(row, journalled, facts);
  const cap = capColumns(mergeCaps(capOf(row), journalledCap(journalled)));
  const shared = {
    ...row,
    layer: layerOf(row, journalled),
    was_shared: journalled.wasShared ? 1 : row.was_shared,
  };
  const next = retractOrNarrow(shared, journalled, facts);
  // A revision newer than the entry is journalled in turn.
  if (next !== undefined)
    return {
      row: { ...next, ...cap, untold: next.revision === journalled.revision ? null : 1 },
      was: 'retracted',
    };
  if (!isBehind(row, journalled) && shared.layer === row.layer) return undefined;
  const again = republishRow(shared, nextRevision(row, journalled), facts);
  return { row: { ...again, ...cap, untold: 1 }, was: 'outdated' };
}

const nextRevision = (row: ReportRow, journalled: JournalledReport): number =>
  Math.max(row.revision, journalled.revision) + 1;

/** A report that left the public record, whose counts are exact, does not return to it. */
const layerOf = ({ layer }: ReportRow, journalled: JournalledReport): number =>
  layer === Layer.PUBLIC_RECORD && journalled.layer === Layer.REPORTS ? journalled.layer : layer;

/** A later limit of the journal wins. With the same day, or a later one in the copy, the stricter of both wins. */
function mergeCaps(here: SharingCap | undefined, journalled: SharingCap | undefined): SharingCap | undefined {
  return here !== undefined && journalled !== undefined && journalled.onDay > here.onDay
    ? journalled
    : stricterCap(here, journalled);
}

/** Two revisions with the same number are the same if they were accepted at the same time. */
function isBehind(row: ReportRow, journalled: JournalledReport): boolean {
  if (journalled.revision !== row.revision) return journalled.revision > row.revision;
  if (journalled.retracted) return false;
  return journalled.acceptedAtMs !== BigInt(row.accepted_at);
}

/**
 * Repeats a retraction or narrowing as the newest revision: the copy changed the report without it. A retraction may keep
 * the entry's number. A narrowing gets a new one: its content is the copy's, and the log may have another under that number.
 */
function retractOrNarrow(
  row: ReportRow,
  journalled: JournalledReport,
  facts: LedgerFacts,
): ReportRow | undefined {
  if (journalled.retracted) {
    if (isRetractedAsJournalled(row, journalled)) return undefined;
    const revision = journalled.revision > row.revision ? journalled.revision : row.revision + 1;
    return retractAsJournalled(row, journalled, revision, facts);
  }
  if (row.retracted === 1) return undefined;
  const [cap, here] = [journalledCap(journalled), capOf(row)];
  const isCapped =
    cap === undefined ||
    (here !== undefined && (here.onDay > cap.onDay || (here.onDay === cap.onDay && here.to <= cap.to)));
  if (row.share_with <= journalled.shareWith && isCapped) return undefined;
  const next = narrowRow(row, journalled.shareWith, nextRevision(row, journalled), facts);
  // The log has further revisions besides the narrowing.
  return journalled.revision > row.revision + 1 ? addOlderCopyNote(next) : next;
}

/** Withdrawn consent and expiry are final: another reason in the copy does not replace them. */
function isRetractedAsJournalled(row: ReportRow, journalled: JournalledReport): boolean {
  if (row.retracted === 0 || row.revision < journalled.revision) return false;
  const isFinal =
    journalled.reason === RetractionReason.CONSENT_WITHDRAWN ||
    journalled.reason === RetractionReason.EXPIRED;
  return !isFinal || row.expired === 1 || retractionReasonOf(row) === journalled.reason;
}

/** True if the region may count the report, so that it must expire one day. */
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
  const row = createReportRow(
    { organisation, reportId: placeholderId(reference), reference: () => reference },
    facts,
  );
  return {
    row: { ...row, ...entryColumns(journalled), was_shared: 1, lacks: 1, log_partition: partition ?? null },
    was: 'missing',
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
  state: ReceiptState.COUNTED,
  accepted_at: Number(journalled.acceptedAtMs),
  ...capColumns(journalledCap(journalled)),
});

/** Reconciles a placeholder with a further journal entry. */
function reconcileMissingRow(
  row: ReportRow,
  journalled: JournalledReport,
  facts: LedgerFacts,
): ReconciledRow | undefined {
  if (journalled.revision <= row.revision) return undefined;
  if (journalled.retracted)
    return {
      row: {
        ...retractAsJournalled(row, journalled, journalled.revision, facts),
        ...capColumns(journalledCap(journalled)),
        untold: null,
      },
      was: 'retracted',
    };
  const current = { ...row, ...entryColumns(journalled), retracted: 0, expired: 0, event: new Uint8Array() };
  return { row: current, was: 'missing' };
}

/**
 * A row, not stored yet, for a missing report that was retracted, or narrowed to its organisation. Commands under its id
 * continue from it.
 */
export function createRowFromJournal(
  row: ReportRow,
  journalled: JournalledReport,
  facts: LedgerFacts,
): ReportRow {
  const shared = { ...row, revision: journalled.revision, was_shared: journalled.wasShared ? 1 : 0 };
  if (journalled.retracted)
    return {
      ...retractAsJournalled(shared, journalled, journalled.revision, facts),
      ...capColumns(journalledCap(journalled)),
    };
  return { ...shared, lacks: 1, ...capColumns(journalledCap(journalled)) };
}

function journalledCap({ cappedTo, cappedOnDay }: JournalledReport): SharingCap | undefined {
  return cappedTo === undefined ? undefined : { to: cappedTo, onDay: cappedOnDay };
}

const capColumns = (cap: SharingCap | undefined): Pick<ReportRow, 'capped_to' | 'capped_on'> => ({
  capped_to: cap?.to ?? null,
  capped_on: cap?.onDay ?? null,
});

/** The leading space is not allowed in a sender's id. */
const placeholderId = (reference: Uint8Array): string => ` ${Buffer.from(reference).toString('hex')}`;
