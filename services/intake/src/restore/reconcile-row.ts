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

/** How a row stands, as it is told for a copy of this ledger that was made before. */
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

/** What a report of the copy becomes, and how it lay behind. */
export type ReconciledRow = { readonly row: ReportRow; readonly was: 'retracted' | 'outdated' | 'missing' };

/**
 * What a row of an older copy becomes by what a later state of the ledger told; undefined where it says as much already. What was taken
 * back is taken back here. Of anything else what the copy has stays, as a newer revision than the log has: whatever the copy says later
 * would be dropped there otherwise, as older.
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
  // What went further than was told is told in turn.
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

/** What was taken out of the public record, whose numbers are exact, does not come back into it. */
const layerOf = ({ layer }: ReportRow, journalled: JournalledReport): number =>
  layer === Layer.PUBLIC_RECORD && journalled.layer === Layer.REPORTS ? journalled.layer : layer;

/** A later decision stands. Of one day, and where the copy decided later without knowing, both do. */
function mergeCaps(here: SharingCap | undefined, journalled: SharingCap | undefined): SharingCap | undefined {
  return here !== undefined && journalled !== undefined && journalled.onDay > here.onDay
    ? journalled
    : stricterCap(here, journalled);
}

/** Of one number, they are the same if they were accepted at the same moment. */
function isBehind(row: ReportRow, journalled: JournalledReport): boolean {
  if (journalled.revision !== row.revision) return journalled.revision > row.revision;
  if (journalled.retracted) return false;
  return journalled.acceptedAtMs !== BigInt(row.accepted_at);
}

/**
 * Whatever the copy did meanwhile it did without knowing this: so it becomes the newest revision. One retraction says what another does; a
 * narrowing is made of what the copy has, and that may be older than what the log has under that number.
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
  // More came between than the narrowing.
  return journalled.revision > row.revision + 1 ? addOlderCopyNote(next) : next;
}

/** Why it ended decides whether it may come back: a consent that was withdrawn, or a time that was over, is not forgotten for another reason. */
function isRetractedAsJournalled(row: ReportRow, journalled: JournalledReport): boolean {
  if (row.retracted === 0 || row.revision < journalled.revision) return false;
  const isFinal =
    journalled.reason === RetractionReason.CONSENT_WITHDRAWN ||
    journalled.reason === RetractionReason.EXPIRED;
  return !isFinal || row.expired === 1 || retractionReasonOf(row) === journalled.reason;
}

/** Whether readers may count it, so that somebody has to end it when its time is over. */
export const isStillCounted = ({ retracted, wasShared, shareWith }: JournalledReport): boolean =>
  !retracted && wasShared && shareWith > ShareWith.ORGANISATION;

/**
 * A report that the log has and this copy has not, as a row that holds its place: it expires, is compared with the region, and is
 * whoever sends or retracts it under its id goes on from. Nothing of it can be sent again.
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

/** What a later state told again of a report that this copy lacks all the same. */
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
  const here = { ...row, ...entryColumns(journalled), retracted: 0, expired: 0, event: new Uint8Array() };
  return { row: here, was: 'missing' };
}

/**
 * What was ended or narrowed to nobody elsewhere, and this copy never had: as a row that is not in it yet, from which whatever is sent under
 * its id goes on.
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

/** No sender's id begins so. */
const placeholderId = (reference: Uint8Array): string => ` ${Buffer.from(reference).toString('hex')}`;
