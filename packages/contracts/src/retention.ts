/**
 * How long what is kept: the one place that says so. Services, topics and documents take it from here. A deployment may keep reports for less
 * time, by its configuration, and nothing for longer than stands here.
 */

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Of reports and activity records, counted from the day of first receipt; see decision 0030. */
export const REPORTS_KEPT_MONTHS = 36;
/**
 * No deployment keeps reports for less: a year closes ten weeks after its end, and whether a circle's layer is thick enough is judged by the
 * year before that.
 */
export const REPORTS_KEPT_MIN_MONTHS = 24;
/** Of the entries of an audit. Whoever reads a chain anywhere holds what was removed of it against this, so that no deployment has its own. */
export const AUDIT_KEPT_MONTHS = 60;
/** Heads of audits outlive the entries that they are of, whichever months these are. */
export const AUDIT_HEADS_KEPT_MS = 5 * 366 * DAY_MS;
export const DEAD_LETTERS_KEPT_MS = 30 * DAY_MS;
/** Of files into which a service writes its log. */
export const SERVICE_LOGS_KEPT_MS = 30 * DAY_MS;
/** Of copies of a ledger: none that is older is restored. */
export const BACKUPS_KEPT_DAYS = 30;
/** Of what a node says to itself that it took back: longer than there are copies that lack it. */
export const RESTORE_JOURNAL_KEPT_MS = (BACKUPS_KEPT_DAYS + 10) * DAY_MS;

/** Of people who have signed in to insights: from the sign-in on, and since the last use. Both by default; what no deployment goes beyond. */
const SESSIONS_KEPT_MS = 8 * HOUR_MS;
const SESSIONS_UNUSED_KEPT_MS = 30 * MINUTE_MS;
const SESSIONS_KEPT_MAX_MS = DAY_MS;
/** Of a sign-in that nobody has ended yet. */
const SIGN_INS_KEPT_MS = 10 * MINUTE_MS;

/** Of what readers save at insights: since they last looked at it. A year, because a view of the yearly tables is opened once a year. */
export const SAVED_VIEWS_KEPT_MS = 400 * DAY_MS;
/** Of notes of an organisation's readers: as long as the reports that they may be about, and for no longer. */
export const NOTES_KEPT_MS = 3 * 366 * DAY_MS;

/** Of bulletins that nobody froze: since the last change. Two monthly ones and the yearly one are behind it then. */
export const DRAFTS_KEPT_MS = 400 * DAY_MS;

/**
 * On the log. A segment closes and is compacted after six days, at the next record behind it. A retraction lies there with its value for 35
 * days, so that a consumer that was away for a month still sees it; then a null follows, for which the same holds.
 */
export const COMPACTED_AFTER_MS = 6 * DAY_MS;
export const RETRACTIONS_KEPT_MS = 35 * DAY_MS;
/** What a report said is gone from the log when this much time is over since its retraction came there. */
export const ERASED_FROM_LOG_WITHIN_MS = 7 * DAY_MS;

type RetentionRule = {
  readonly what: string;
  readonly kept: string;
  /** Who ends it, and how. */
  readonly ends: string;
};

/** The same in words, for documents and for who asks a service. */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    what: 'reports and activity records: at the node, on the log, in raw cells',
    kept: `${REPORTS_KEPT_MONTHS} months after first receipt`,
    ends: 'the node expires them: a retraction with that reason goes the way of every other',
  },
  {
    what: 'reports of the public record',
    kept: 'until their source retracts them',
    ends: 'they were published elsewhere and name nobody; deaths do not stop having happened',
  },
  {
    what: 'what is left of a report that was retracted or expired: at the node',
    kept: 'as long as the ledger',
    ends: 'id, reference, revision, days and reason: otherwise the next import would bring it back',
  },
  {
    what: 'older revisions of a report on the log',
    kept: `at most ${days(ERASED_FROM_LOG_WITHIN_MS)} days after it was retracted`,
    ends: 'the log compacts; the node sees to it',
  },
  {
    what: 'a retraction on the log, without content',
    kept: `${days(RETRACTIONS_KEPT_MS)} days, and as long again what says that it goes`,
    ends: 'the node; then the log compacts',
  },
  {
    what: 'what a node says to itself that was taken back or sent, sealed: references, circles and days',
    kept: `${days(RESTORE_JOURNAL_KEPT_MS)} days`,
    ends: 'the log; until then a copy of the ledger that is restored is told of it',
  },
  {
    what: 'raw cells as they were when a period closed',
    kept: 'until its year was published and a rebuild ran',
    ends: 'aggregation',
  },
  { what: 'releases', kept: 'for good', ends: 'nobody: they are the published record' },
  {
    what: 'entries of an audit',
    kept: `${AUDIT_KEPT_MONTHS} months, and the youngest that is older until the next one is`,
    ends: 'the service: a later entry says up to which one, and the rest still verifies',
  },
  {
    what: 'heads of audits on the log',
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
    what: 'sign-ins at insights that nobody ended',
    kept: `${SIGN_INS_KEPT_MS / MINUTE_MS} minutes`,
    ends: 'nobody: the browser alone has them, sealed, and they are worth nothing then',
  },
  {
    what: 'views that a reader saved at insights',
    kept: `${days(SAVED_VIEWS_KEPT_MS)} days after that reader last looked at the list`,
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
    ends: 'insights, within a minute; what ties them to accounts goes when they are frozen',
  },
  { what: 'frozen bulletins', kept: 'for good', ends: 'nobody: they are the published record' },
  {
    what: 'log files: the trial’s own',
    kept: `${days(SERVICE_LOGS_KEPT_MS)} days`,
    ends: 'the trial; elsewhere whoever collects what services write to stdout',
  },
  {
    what: 'copies of a node’s ledger',
    kept: `${BACKUPS_KEPT_DAYS} days`,
    ends: 'the operator of the node',
  },
];

function days(ms: number): number {
  return ms / DAY_MS;
}
