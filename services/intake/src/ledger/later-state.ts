import type { Layer } from '@waylight/contracts/incident';
import { ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import type { ErasedReport } from '@waylight/contracts/operations';
import { narrowed, newRow, retractedSince, saidAgain } from './next-row.ts';
import type { LedgerFacts } from './report-command.ts';
import { PUBLISH, type ReportRow, retractionReasonOf } from './report-row.ts';

/** How a row stands, as it is told for a copy of this ledger that was made before. */
export function toldOf(row: ReportRow): ErasedReport {
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
export type CaughtUp = { readonly row: ReportRow; readonly was: 'takenBack' | 'older' | 'lacking' };

/**
 * What a row of an older copy becomes by what a later state of the ledger told; undefined where it says as much already. What was taken
 * back is taken back here. Of anything else what the copy has stays, as a newer revision than the log has: whatever the copy says later
 * would be dropped there otherwise, as older.
 */
export function caughtUp(row: ReportRow, told: ErasedReport, facts: LedgerFacts): CaughtUp | undefined {
  if (row.lacks === 1) return lackingStill(row, told, facts);
  const next = takenBackSince(row, told, facts);
  // What went further than was told is told in turn.
  if (next !== undefined)
    return { row: { ...next, untold: next.revision === told.revision ? null : 1 }, was: 'takenBack' };
  if (!isBehind(row, told)) return undefined;
  const shared = { ...row, was_shared: told.wasShared ? 1 : row.was_shared };
  const revision = Math.max(row.revision, told.revision) + 1;
  return { row: { ...saidAgain(shared, revision, facts), untold: 1 }, was: 'older' };
}

/** Of one number, they are the same if they were accepted at the same moment; whoever told it may be of an earlier version, without the moment. */
function isBehind(row: ReportRow, told: ErasedReport): boolean {
  if (told.revision !== row.revision) return told.revision > row.revision;
  if (told.retracted) return false;
  return told.acceptedAtMs !== 0n && told.acceptedAtMs !== BigInt(row.accepted_at);
}

/**
 * Whatever the copy did meanwhile it did without knowing this: so it becomes the newest revision. One retraction says what another does; a
 * narrowing is made of what the copy has, and that may be older than what the log has under that number.
 */
function takenBackSince(row: ReportRow, told: ErasedReport, facts: LedgerFacts): ReportRow | undefined {
  const cap = capToldOf(told);
  if (told.retracted) {
    const isSame = row.retracted === 1 && row.revision >= told.revision;
    const revision = told.revision > row.revision ? told.revision : row.revision + 1;
    return isSame ? undefined : { ...retractedSince(row, told, revision, facts), ...cap };
  }
  if (row.retracted === 1) return undefined;
  const isCapped = cap.capped_on === undefined || (row.capped_on ?? -1) >= cap.capped_on;
  if (row.share_with <= told.shareWith && isCapped) return undefined;
  const shared = { ...row, was_shared: told.wasShared ? 1 : row.was_shared };
  return { ...narrowed(shared, told.shareWith, Math.max(row.revision, told.revision) + 1, facts), ...cap };
}

/** Whether readers may count it, so that somebody has to end it when its time is over. A node of an earlier version does not say whose it is. */
export const isCounted = ({ retracted, wasShared, shareWith, organisation }: ErasedReport): boolean =>
  !retracted && wasShared && shareWith > ShareWith.ORGANISATION && organisation !== 0;

/**
 * A report that the log has and this copy has not, as a row that holds its place: it expires, is compared with the region, and is
 * whoever sends or retracts it under its id goes on from. Nothing of it can be sent again.
 */
export function lacking(told: ErasedReport, partition: number | undefined, facts: LedgerFacts): CaughtUp {
  const { organisation, reference } = told;
  const row = newRow({ organisation, reportId: placeholder(reference), reference: () => reference }, facts);
  return {
    row: { ...row, ...standing(told), was_shared: 1, lacks: 1, log_partition: partition ?? null },
    was: 'lacking',
  };
}

const standing = (told: ErasedReport) => ({
  revision: told.revision,
  publish: told.shareWith > ShareWith.ORGANISATION ? PUBLISH.event : PUBLISH.narrowing,
  layer: told.layer,
  share_with: told.shareWith,
  first_received_day: told.firstReceivedDay,
  occurred_from: told.occurredToDay ?? null,
  occurred_to: told.occurredToDay ?? null,
  state: ReceiptState.COUNTED,
  accepted_at: Number(told.acceptedAtMs),
  ...capToldOf(told),
});

/** What a later state told again of a report that this copy lacks all the same. */
function lackingStill(row: ReportRow, told: ErasedReport, facts: LedgerFacts): CaughtUp | undefined {
  if (told.revision <= row.revision) return undefined;
  if (told.retracted)
    return {
      row: { ...retractedSince(row, told, told.revision, facts), ...capToldOf(told), untold: null },
      was: 'takenBack',
    };
  const here = { ...row, ...standing(told), retracted: 0, expired: 0, event: new Uint8Array() };
  return { row: here, was: 'lacking' };
}

/**
 * What was ended or narrowed to nobody elsewhere, and this copy never had: as a row that is not in it yet, from which whatever is sent under
 * its id goes on.
 */
export function elsewhereRow(row: ReportRow, told: ErasedReport, facts: LedgerFacts): ReportRow {
  const shared = { ...row, revision: told.revision, was_shared: told.wasShared ? 1 : 0 };
  if (told.retracted) return { ...retractedSince(shared, told, told.revision, facts), ...capToldOf(told) };
  return { ...shared, lacks: 1, ...capToldOf(told) };
}

/** Nothing where it was never narrowed. */
function capToldOf({ cappedTo, cappedOnDay }: ErasedReport): { capped_to?: number; capped_on?: number } {
  return cappedTo === undefined ? {} : { capped_to: cappedTo, capped_on: cappedOnDay };
}

/** No sender's id begins so. */
const placeholder = (reference: Uint8Array): string => ` ${Buffer.from(reference).toString('hex')}`;
