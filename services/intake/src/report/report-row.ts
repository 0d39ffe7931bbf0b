import { isoDay } from '@waylight/calendar';
import { ReportEvent, RetractionReason, type ShareWith } from '@waylight/contracts/incident';
import {
  Consent,
  type Note,
  type Receipt,
  ReceiptState,
  type ReceiptStep,
  type SharingLimit,
} from '@waylight/contracts/intake';
import { codeByNumber } from '@waylight/taxonomy';
import type { Database } from '../ledger/database.ts';
import type { SharingCap } from './decide-narrowing.ts';
import { ERASURE_COLUMNS, type ErasureTimes, erasureOf } from './erasure-times.ts';

/** The record of a revision on the log. A tombstone removes an old retraction. */
export const PUBLISH = { nothing: 0, event: 1, narrowing: 2, tombstone: 3 } as const;
type Publish = (typeof PUBLISH)[keyof typeof PUBLISH];

/** A report in the ledger: its current revision and delivery. Times are epoch milliseconds. */
export type ReportRow = {
  /** 0 before its insertion. */
  row: number;
  organisation: number;
  report_id: string;
  reference: Uint8Array;
  first_received_day: number;
  revision: number;
  retracted: number;
  digest: string;
  event: Uint8Array;
  publish: Publish;
  /** Audience and day of the narrowing; null without one. */
  capped_to: number | null;
  capped_on: number | null;
  layer: number;
  share_with: number;
  /** First and last possible day of the incident; null for a retraction. */
  occurred_from: number | null;
  occurred_to: number | null;
  /** The stated consent, encoded; null for none, and for a retraction. */
  consent: Uint8Array | null;
  code_book_version: number;
  /** JSON of [field, text] pairs. */
  notes: string | null;
  created_import: string;
  last_import: string;
  state: ReceiptState;
  accepted_at: number;
  logged_at: number | null;
  counted_at: number | null;
  released_at: number | null;
  retracted_at: number | null;
  /** JSON of release ids. */
  releases: string | null;
  queued: number | null;
  log_partition: number | null;
  log_offset: number | null;
  changed: number;
};

/** A row as it is stored, together with the erasure of the report's earlier content on the log. */
export type StoredReport = ReportRow & ErasureTimes;

const REPORT_COLUMNS = [
  'row',
  'organisation',
  'report_id',
  'reference',
  'first_received_day',
  'revision',
  'retracted',
  'digest',
  'event',
  'publish',
  'capped_to',
  'capped_on',
  'layer',
  'share_with',
  'occurred_from',
  'occurred_to',
  'consent',
  'code_book_version',
  'notes',
  'created_import',
  'last_import',
  'state',
  'accepted_at',
  'logged_at',
  'counted_at',
  'released_at',
  'retracted_at',
  'releases',
  'queued',
  'log_partition',
  'log_offset',
  'changed',
] as const satisfies readonly (keyof ReportRow)[];

/**
 * Columns that are empty in a new row. Exceptions are the cap of a report that moved here, and the log
 * partition of a placeholder.
 */
const LATER_COLUMNS: readonly (keyof ReportRow)[] = [
  'capped_to',
  'capped_on',
  'logged_at',
  'counted_at',
  'released_at',
  'retracted_at',
  'releases',
  'log_partition',
  'log_offset',
];

/** Columns of a revision's delivery. */
const DELIVERY_COLUMNS = [
  'row',
  'organisation',
  'reference',
  'first_received_day',
  'revision',
  'retracted',
  'publish',
  'layer',
  'share_with',
  'occurred_from',
  'occurred_to',
  'state',
  'logged_at',
  'counted_at',
  'released_at',
  'retracted_at',
  'releases',
  'queued',
  'log_partition',
  'log_offset',
  'changed',
] as const satisfies readonly (keyof ReportRow)[];

/** A row without its content, enough to advance its receipt. */
export type DeliveryRow = Pick<ReportRow, (typeof DELIVERY_COLUMNS)[number]>;

/** Start of statements whose results `rowOf` and `rowsOf` accept. */
export const SELECT_REPORT = `SELECT ${[...REPORT_COLUMNS, ...ERASURE_COLUMNS].join(', ')}
  FROM report LEFT JOIN erasure USING (row)`;

/**
 * A cast is enough: `SELECT_REPORT` selects the columns of the type, and STRICT tables enforce the column
 * types.
 */
export function rowOf(result: Record<string, unknown> | undefined): StoredReport | undefined {
  return result as StoredReport | undefined;
}

export const SELECT_DELIVERY = `SELECT ${DELIVERY_COLUMNS.join(', ')} FROM report`;

export function deliveryRowsOf(results: readonly Record<string, unknown>[]): DeliveryRow[] {
  return results as DeliveryRow[];
}

/** Writes only the delivery columns of a row. */
export function createDeliveryWriter(db: Database): (row: DeliveryRow) => void {
  const own = DELIVERY_COLUMNS.slice(DELIVERY_COLUMNS.indexOf('state'));
  const update = db.prepare(`UPDATE report SET ${own.map((name) => `${name} = ?`).join(', ')} WHERE row = ?`);
  return (row) => {
    update.run(
      row.state,
      row.logged_at,
      row.counted_at,
      row.released_at,
      row.retracted_at,
      row.releases,
      row.queued,
      row.log_partition,
      row.log_offset,
      row.changed,
      row.row,
    );
  };
}

export function rowsOf(results: readonly Record<string, unknown>[]): StoredReport[] {
  return results as StoredReport[];
}

/** Inserts a new row and sets its number, or replaces an existing row. */
export function createRowWriter(db: Database): (row: ReportRow) => void {
  const own = REPORT_COLUMNS.slice(1);
  // An INSERT binds only these columns, because each bound value costs time.
  const first = own.filter((name) => !LATER_COLUMNS.includes(name));
  const insert = db.prepare(
    `INSERT INTO report (${first.join(', ')}) VALUES (${first.map(() => '?').join(', ')})`,
  );
  const update = db.prepare(`UPDATE report SET ${own.map((name) => `${name} = ?`).join(', ')} WHERE row = ?`);
  return (row) => {
    const isNew = row.row === 0;
    if (isNew) row.row = Number(insert.run(...first.map((name) => row[name])).lastInsertRowid);
    if (!isNew || row.revision > 1 || row.capped_to !== null || row.log_partition !== null)
      update.run(...own.map((name) => row[name]), row.row);
  };
}

/**
 * True if a revision was queued for the log and no tombstone followed. Only such a report can be retracted on
 * the log.
 */
export function isQueuedOrLogged({ publish }: Pick<ReportRow, 'publish'>): boolean {
  return publish !== PUBLISH.nothing;
}

export function receiptOf(row: StoredReport): Receipt {
  return {
    reportId: row.report_id,
    revision: row.revision,
    state: row.state,
    steps: stepsOf(row),
    releases: row.releases === null ? [] : releasesOf(row),
    codeBookVersion: row.code_book_version,
    notes: notesOf(row),
    importId: row.created_import,
    retractionReason: retractionReasonOf(row),
    limit: limitOf(row),
    erasure: erasureOf(row),
  };
}

export function capOf({
  capped_to,
  capped_on,
}: Pick<ReportRow, 'capped_to' | 'capped_on'>): SharingCap | undefined {
  if (capped_to === null || capped_on === null) return undefined;
  return { to: capped_to as ShareWith, onDay: capped_on };
}

function limitOf(row: ReportRow): SharingLimit | undefined {
  const cap = capOf(row);
  return cap && { shareWith: codeByNumber('shareWith', cap.to)?.id ?? '', since: isoDay(cap.onDay) };
}

/** The reason of a retraction. It is unspecified if no reason was stated, and for other rows. */
export function retractionReasonOf({
  retracted,
  event,
}: Pick<ReportRow, 'retracted' | 'event'>): RetractionReason {
  const change = retracted === 1 ? ReportEvent.decode(event).change : undefined;
  return change?.$case === 'retraction' ? change.value.reason : RetractionReason.UNSPECIFIED;
}

function stepsOf(row: ReportRow): ReceiptStep[] {
  const steps = [{ state: ReceiptState.ACCEPTED, at: new Date(row.accepted_at) } as ReceiptStep];
  const addStep = (state: ReceiptState, atMs: number | null): void => {
    if (atMs !== null) steps.push({ state, at: new Date(atMs) });
  };
  addStep(ReceiptState.LOGGED, row.logged_at);
  addStep(ReceiptState.COUNTED, row.counted_at);
  addStep(ReceiptState.IN_RELEASE, row.released_at);
  addStep(ReceiptState.RETRACTED, row.retracted_at);
  return steps;
}

export function releasesOf(row: Pick<ReportRow, 'releases'>): string[] {
  return row.releases === null ? [] : (JSON.parse(row.releases) as string[]);
}

export function encodeConsent(consent: Consent | undefined): Uint8Array | null {
  return consent === undefined ? null : Consent.encode(consent).finish();
}

export function consentOf({ consent }: Pick<ReportRow, 'consent'>): Consent | undefined {
  return consent === null ? undefined : Consent.decode(consent);
}

export function encodeNotes(notes: readonly Note[]): string | null {
  return notes.length === 0 ? null : JSON.stringify(notes.map(({ field, text }) => [field, text]));
}

export function notesOf({ notes }: Pick<ReportRow, 'notes'>): Note[] {
  if (notes === null) return [];
  return (JSON.parse(notes) as [string, string][]).map(([field, text]) => ({ field, text }));
}
