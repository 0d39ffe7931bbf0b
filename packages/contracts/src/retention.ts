/**
 * The only table of retention periods, for services, topics and documents. A deployment may configure a shorter period for
 * reports, but no longer period for anything.
 */

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Reports and activity records, from the day of first receipt; see decision 0030. */
export const REPORTS_KEPT_MONTHS = 36;
/** Minimum for reports. A year closes ten weeks after its end. */
export const REPORTS_KEPT_MIN_MONTHS = 24;
/**
 * Audit entries. Every reader of a chain checks its pruned entries against this period, so a deployment cannot configure another
 * period.
 */
export const AUDIT_KEPT_MONTHS = 60;
/** Audit chain heads. They are kept longer than their entries, whatever the length of the months. */
export const AUDIT_HEADS_KEPT_MS = 5 * 366 * DAY_MS;
export const DEAD_LETTERS_KEPT_MS = 30 * DAY_MS;
/** Log files of services. */
export const SERVICE_LOGS_KEPT_MS = 30 * DAY_MS;
/** Backups of a ledger. Older backups must not be restored. */
export const BACKUPS_KEPT_DAYS = 30;
/** The restore journal. It is kept longer than any backup that lacks its entries. */
export const RESTORE_JOURNAL_KEPT_MS = (BACKUPS_KEPT_DAYS + 10) * DAY_MS;

/** Sessions at insights: defaults since sign-in and since the last use, and the maximum of any deployment. */
const SESSIONS_KEPT_MS = 8 * HOUR_MS;
const SESSIONS_UNUSED_KEPT_MS = 30 * MINUTE_MS;
const SESSIONS_KEPT_MAX_MS = DAY_MS;
/** Unfinished sign-ins. */
const SIGN_INS_KEPT_MS = 10 * MINUTE_MS;

/** Saved views, since their last use. The period is more than a year, because views of yearly tables are opened once a year. */
export const SAVED_VIEWS_KEPT_MS = 400 * DAY_MS;
/** Notes of an organisation's readers. They are kept as long as the reports that they may be about. */
export const NOTES_KEPT_MS = 3 * 366 * DAY_MS;

/** Drafts of bulletins, since the last change. By then, later monthly bulletins and the yearly bulletin have been published. */
export const DRAFTS_KEPT_MS = 400 * DAY_MS;

/**
 * Periods on the log. After six days, the next record closes a segment, and the segment is compacted. A retraction keeps its value
 * for 35 days, so that a consumer that was down for a month still reads it. Then a tombstone replaces it for the same period.
 */
export const COMPACTED_AFTER_MS = 6 * DAY_MS;
export const RETRACTIONS_KEPT_MS = 35 * DAY_MS;
/** The content of a report is deleted from the log at most this long after its retraction arrived there. */
export const ERASED_FROM_LOG_WITHIN_MS = 7 * DAY_MS;

type RetentionRule = {
  readonly what: string;
  readonly kept: string;
  /** The component or person that deletes the content, and how. */
  readonly ends: string;
};

/** The retention periods as text, for documents and for responses of services. */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    what: 'reports and activity records: at the node, on the log, in raw cells',
    kept: `${REPORTS_KEPT_MONTHS} months after first receipt`,
    ends: 'the node: it expires them by a retraction with that reason',
  },
  {
    what: 'reports of the public record',
    kept: 'until their source retracts them',
    ends: 'never by age: they were published elsewhere and name nobody',
  },
  {
    what: 'id, reference, revision, days and reason of a retracted or expired report: at the node',
    kept: 'as long as the ledger',
    ends: 'never: without them the next import would restore the report',
  },
  {
    what: 'older revisions of a report on the log',
    kept: `at most ${days(ERASED_FROM_LOG_WITHIN_MS)} days after it was retracted`,
    ends: 'the log, by compaction; the node checks it',
  },
  {
    what: 'a retraction on the log, without content',
    kept: `${days(RETRACTIONS_KEPT_MS)} days, then a tombstone for as long`,
    ends: 'the node; then the log, by compaction',
  },
  {
    what: 'the encrypted restore journal of a node: references, audiences and days of retracted and sent reports',
    kept: `${days(RESTORE_JOURNAL_KEPT_MS)} days`,
    ends: 'the log; until then restored ledgers are reconciled with it',
  },
  {
    what: 'raw cells frozen when a period closed',
    kept: 'until its year was published and a rebuild ran',
    ends: 'aggregation',
  },
  { what: 'releases', kept: 'permanently', ends: 'never: they are the published record' },
  {
    what: 'entries of an audit',
    kept: `${AUDIT_KEPT_MONTHS} months; the newest older entry until the next one is as old`,
    ends: 'the service: a later entry records the prune point, and the rest still verifies',
  },
  {
    what: 'audit chain heads on the log',
    kept: `${days(AUDIT_HEADS_KEPT_MS)} days`,
    ends: 'the log',
  },
  {
    what: 'dead letters',
    kept: `${days(DEAD_LETTERS_KEPT_MS)} days`,
    ends: 'the log',
  },
  {
    what: 'sessions of people at insights',
    kept:
      `${SESSIONS_KEPT_MS / HOUR_MS} hours, and ${SESSIONS_UNUSED_KEPT_MS / MINUTE_MS} minutes after the last use; ` +
      `as configured, ${SESSIONS_KEPT_MAX_MS / HOUR_MS} hours at most`,
    ends: 'insights, within a minute; a sign-out or a suspension ends them at once',
  },
  {
    what: 'unfinished sign-ins at insights',
    kept: `${SIGN_INS_KEPT_MS / MINUTE_MS} minutes`,
    ends: 'nothing to delete: only the browser stores them, encrypted, and they expire',
  },
  {
    what: 'views that a reader saved at insights',
    kept: `${days(SAVED_VIEWS_KEPT_MS)} days after that reader last opened the list`,
    ends: 'insights, within a minute; the reader at once',
  },
  {
    what: 'notes of an organisation’s readers at insights',
    kept: `${days(NOTES_KEPT_MS)} days after they were written`,
    ends: 'insights, within a minute; every analyst of the organisation at once',
  },
  {
    what: 'drafts of bulletins at insights',
    kept: `${days(DRAFTS_KEPT_MS)} days after the last change, or until they are frozen`,
    ends: 'insights, within a minute; freezing deletes their link to accounts',
  },
  { what: 'frozen bulletins', kept: 'permanently', ends: 'never: they are the published record' },
  {
    what: 'log files: the trial’s own',
    kept: `${days(SERVICE_LOGS_KEPT_MS)} days`,
    ends: 'the trial; elsewhere the operator who collects stdout of the services',
  },
  {
    what: 'backups of a node’s ledger',
    kept: `${BACKUPS_KEPT_DAYS} days`,
    ends: 'the operator of the node',
  },
];

function days(ms: number): number {
  return ms / DAY_MS;
}
