import { Layer, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import type { ErasedReport } from '@waylight/contracts/operations';
import { type Cap, stricterCap } from './decide-narrowing.ts';
import { narrowed, newRow, retractedSince, saidAgain, saysItIsOlder } from './next-row.ts';
import type { LedgerFacts } from './report-command.ts';
import { capOf, PUBLISH, type ReportRow, retractionReasonOf } from './report-row.ts';

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
  const cap = capsOf(mergedCap(capOf(row), capToldOf(told)));
  const shared = { ...row, layer: layerOf(row, told), was_shared: told.wasShared ? 1 : row.was_shared };
  const next = takenBackSince(shared, told, facts);
  // What went further than was told is told in turn.
  if (next !== undefined)
    return { row: { ...next, ...cap, untold: next.revision === told.revision ? null : 1 }, was: 'takenBack' };
  if (!isBehind(row, told) && shared.layer === row.layer) return undefined;
  const again = saidAgain(shared, nextRevision(row, told), facts);
  return { row: { ...again, ...cap, untold: 1 }, was: 'older' };
}

const nextRevision = (row: ReportRow, told: ErasedReport): number =>
  Math.max(row.revision, told.revision) + 1;

/** What was taken out of the public record, whose numbers are exact, does not come back into it. */
const layerOf = ({ layer }: ReportRow, told: ErasedReport): number =>
  layer === Layer.PUBLIC_RECORD && told.layer === Layer.REPORTS ? told.layer : layer;

/** A later decision stands. Of one day, and where the copy decided later without knowing, both do. */
function mergedCap(here: Cap | undefined, told: Cap | undefined): Cap | undefined {
  return here !== undefined && told !== undefined && told.onDay > here.onDay ? told : stricterCap(here, told);
}

/** Of one number, they are the same if they were accepted at the same moment. */
function isBehind(row: ReportRow, told: ErasedReport): boolean {
  if (told.revision !== row.revision) return told.revision > row.revision;
  if (told.retracted) return false;
  return told.acceptedAtMs !== BigInt(row.accepted_at);
}

/**
 * Whatever the copy did meanwhile it did without knowing this: so it becomes the newest revision. One retraction says what another does; a
 * narrowing is made of what the copy has, and that may be older than what the log has under that number.
 */
function takenBackSince(row: ReportRow, told: ErasedReport, facts: LedgerFacts): ReportRow | undefined {
  if (told.retracted) {
    if (isEndedAsTold(row, told)) return undefined;
    const revision = told.revision > row.revision ? told.revision : row.revision + 1;
    return retractedSince(row, told, revision, facts);
  }
  if (row.retracted === 1) return undefined;
  const [cap, here] = [capToldOf(told), capOf(row)];
  const isCapped =
    cap === undefined ||
    (here !== undefined && (here.onDay > cap.onDay || (here.onDay === cap.onDay && here.to <= cap.to)));
  if (row.share_with <= told.shareWith && isCapped) return undefined;
  const next = narrowed(row, told.shareWith, nextRevision(row, told), facts);
  // More came between than the narrowing.
  return told.revision > row.revision + 1 ? saysItIsOlder(next) : next;
}

/** Why it ended decides whether it may come back: a consent that was withdrawn, or a time that was over, is not forgotten for another reason. */
function isEndedAsTold(row: ReportRow, told: ErasedReport): boolean {
  if (row.retracted === 0 || row.revision < told.revision) return false;
  const isFinal =
    told.reason === RetractionReason.CONSENT_WITHDRAWN || told.reason === RetractionReason.EXPIRED;
  return !isFinal || row.expired === 1 || retractionReasonOf(row) === told.reason;
}

/** Whether readers may count it, so that somebody has to end it when its time is over. */
export const isCounted = ({ retracted, wasShared, shareWith }: ErasedReport): boolean =>
  !retracted && wasShared && shareWith > ShareWith.ORGANISATION;

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
  ...capsOf(capToldOf(told)),
});

/** What a later state told again of a report that this copy lacks all the same. */
function lackingStill(row: ReportRow, told: ErasedReport, facts: LedgerFacts): CaughtUp | undefined {
  if (told.revision <= row.revision) return undefined;
  if (told.retracted)
    return {
      row: { ...retractedSince(row, told, told.revision, facts), ...capsOf(capToldOf(told)), untold: null },
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
  if (told.retracted)
    return { ...retractedSince(shared, told, told.revision, facts), ...capsOf(capToldOf(told)) };
  return { ...shared, lacks: 1, ...capsOf(capToldOf(told)) };
}

function capToldOf({ cappedTo, cappedOnDay }: ErasedReport): Cap | undefined {
  return cappedTo === undefined ? undefined : { to: cappedTo, onDay: cappedOnDay };
}

const capsOf = (cap: Cap | undefined): Pick<ReportRow, 'capped_to' | 'capped_on'> => ({
  capped_to: cap?.to ?? null,
  capped_on: cap?.onDay ?? null,
});

/** No sender's id begins so. */
const placeholder = (reference: Uint8Array): string => ` ${Buffer.from(reference).toString('hex')}`;
