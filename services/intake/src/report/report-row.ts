import { type Incident, Layer, ReportEvent, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import { Consent, type Note } from '@waylight/contracts/intake';
import { CODE_BOOK_VERSION } from '@waylight/taxonomy';
import type { Database } from '../ledger/database.ts';
import type { SharingCap } from './decide-narrowing.ts';

/** The record of a revision on the log. A tombstone removes an old retraction. */
export const PUBLISH = { nothing: 0, event: 1, narrowing: 2, tombstone: 3 } as const;
type Publish = (typeof PUBLISH)[keyof typeof PUBLISH];

/** The columns of a report, with their values before its first revision. Times are epoch milliseconds. */
export const UNWRITTEN = {
  /** 0 before its insertion. */
  row: 0,
  organisation: 0,
  report_id: '',
  reference: new Uint8Array() as Uint8Array,
  first_received_day: 0,
  revision: 0,
  retracted: 0,
  digest: '',
  event: new Uint8Array() as Uint8Array,
  publish: PUBLISH.nothing as Publish,
  layer: Layer.UNSPECIFIED as Layer,
  share_with: ShareWith.ORGANISATION as ShareWith,
  /** First and last possible day of the incident; null for a retraction. */
  occurred_from: null as number | null,
  occurred_to: null as number | null,
  /** The stated consent, encoded; null for none, and for a retraction. */
  consent: null as Uint8Array | null,
  code_book_version: CODE_BOOK_VERSION,
  /** JSON of [field, text] pairs. */
  notes: null as string | null,
  created_import: '',
  last_import: '',
  accepted_at: 0,
  changed: 0,
};

/** A report in the ledger: its current revision. */
export type ReportRow = typeof UNWRITTEN;

/** A report as the ledger has it: its row, and its cap, which has a table of its own. */
export type StoredReport = ReportRow & { readonly cap: SharingCap | undefined };

export const REPORT_COLUMNS = Object.keys(UNWRITTEN) as readonly (keyof ReportRow)[];

/** Start of statements whose results `rowOf` accepts. */
export const SELECT_REPORT = `SELECT ${REPORT_COLUMNS.join(', ')} FROM report`;

/** A cast is enough: `SELECT_REPORT` selects the columns of the type, and STRICT tables enforce the column types. */
export function rowOf(result: Record<string, unknown>): ReportRow {
  return result as ReportRow;
}

/** Inserts a new row and sets its number, or replaces an existing row. */
export function createRowWriter(db: Database): (row: ReportRow) => void {
  const own = REPORT_COLUMNS.filter((name) => name !== 'row');
  const insert = db.prepare(
    `INSERT INTO report (${own.join(', ')}) VALUES (${own.map(() => '?').join(', ')})`,
  );
  const update = db.prepare(`UPDATE report SET ${own.map((name) => `${name} = ?`).join(', ')} WHERE row = ?`);
  return (row) => {
    const values = own.map((name) => row[name]);
    if (row.row === 0) row.row = Number(insert.run(...values).lastInsertRowid);
    else update.run(...values, row.row);
  };
}

/**
 * True if a revision was queued for the log and no tombstone followed. Only such a report can be retracted on
 * the log.
 */
export function isQueuedOrLogged({ publish }: Pick<ReportRow, 'publish'>): boolean {
  return publish !== PUBLISH.nothing;
}

/** The reason of a retraction. It is unspecified if no reason was stated, and for other rows. */
export function retractionReasonOf({
  retracted,
  event,
}: Pick<ReportRow, 'retracted' | 'event'>): RetractionReason {
  const change = retracted === 1 ? ReportEvent.decode(event).change : undefined;
  return change?.$case === 'retraction' ? change.value.reason : RetractionReason.UNSPECIFIED;
}

/** The incident of a row; undefined for a retraction. */
export function incidentOf({ event }: Pick<ReportRow, 'event'>): Incident | undefined {
  const { change } = ReportEvent.decode(event);
  return change?.$case === 'incident' ? change.value : undefined;
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
