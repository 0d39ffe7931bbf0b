/**
 * The only table of retention periods, for services, topics and documents. A deployment may configure a shorter period for
 * reports, but no longer period for anything.
 */

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Reports and activity reports, from the day of first receipt; see decision 0030. */
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

/** Watches, and the addresses of their messages, since the last use by their reader. As long as saved views, for the same reason. */
export const WATCHES_KEPT_MS = 400 * DAY_MS;
/** Changes of watched series in the inbox, and the record of sent messages. A quarter's change is seen before the next one. */
export const WATCHED_CHANGES_KEPT_MS = 90 * DAY_MS;

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
    what: 'reports and activity reports: node, log, cells',
    kept: `${REPORTS_KEPT_MONTHS} months after first receipt`,
    ends: 'the node retracts them',
  },
  {
    what: 'reports of the public record',
    kept: 'until their source retracts them',
    ends: 'never by age: they name nobody',
  },
  {
    what: 'a retracted report’s id, reference, revision, days and reason',
    kept: 'as long as the ledger',
    ends: 'never: an import would restore it',
  },
  {
    what: 'older revisions of a report on the log',
    kept: `at most ${days(ERASED_FROM_LOG_WITHIN_MS)} days after its retraction`,
    ends: 'the log; the node checks it',
  },
  {
    what: 'a retraction on the log, without content',
    kept: `${days(RETRACTIONS_KEPT_MS)} days, then a tombstone for as long`,
    ends: 'the node; then the log',
  },
  {
    what: 'a node’s restore journal, encrypted',
    kept: `${days(RESTORE_JOURNAL_KEPT_MS)} days`,
    ends: 'the log',
  },
  {
    what: 'raw cells of a closed period',
    kept: 'until its year was published and a rebuild ran',
    ends: 'aggregation',
  },
  {
    what: 'releases and frozen bulletins',
    kept: 'permanently',
    ends: 'never',
  },
  {
    what: 'entries of an audit',
    kept: `${AUDIT_KEPT_MONTHS} months; the newest older entry stays`,
    ends: 'the service: a later entry states it',
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
    ends: 'insights; sign-out or suspension at once',
  },
  {
    what: 'unfinished sign-ins at insights',
    kept: `${SIGN_INS_KEPT_MS / MINUTE_MS} minutes`,
    ends: 'the browser',
  },
  {
    what: 'saved views at insights',
    kept: `${days(SAVED_VIEWS_KEPT_MS)} days after their reader last opened the list`,
    ends: 'insights; the reader at once',
  },
  {
    what: 'notes at insights',
    kept: `${days(NOTES_KEPT_MS)} days after they were written`,
    ends: 'insights; an analyst at once',
  },
  {
    what: 'watches, mail addresses and webhooks at insights',
    kept: `${days(WATCHES_KEPT_MS)} days after their reader last opened the list or the inbox`,
    ends: 'insights; the reader, or suspension of the organisation, at once',
  },
  {
    what: 'changes in the inbox, and the queue of messages',
    kept: `${days(WATCHED_CHANGES_KEPT_MS)} days`,
    ends: 'insights',
  },
  {
    what: 'drafts of bulletins at insights',
    kept: `${days(DRAFTS_KEPT_MS)} days after the last change`,
    ends: 'insights; freezing deletes their link to accounts',
  },
  {
    what: 'the trial’s log files',
    kept: `${days(SERVICE_LOGS_KEPT_MS)} days`,
    ends: 'the trial; elsewhere the operator',
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
