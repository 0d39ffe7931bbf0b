import { AUDIT_CUT, AUDIT_TABLES } from '@waylight/audit-trail';

/**
 * The ledger's tables. One row per report and per activity record: what is current, how far it got, and what is still
 * to be put on the log. There is no column for anything that a person could be told by.
 *
 * The outbox is a column and not a table: `queued` orders the rows whose current revision is not on the log yet. A
 * revision that is superseded before it got there is never sent, which is right, because an event is a report in full.
 */
const VERSION_1 = `
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  node TEXT NOT NULL,
  -- Which log the positions below belong to; empty before the first append.
  cluster_id TEXT NOT NULL DEFAULT '',
  reports_topic_id TEXT NOT NULL DEFAULT '',
  activity_topic_id TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE report (
  row INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL,
  report_id TEXT NOT NULL,
  reference BLOB NOT NULL,
  first_received_day INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  digest TEXT NOT NULL,
  event BLOB NOT NULL,
  -- What of this revision goes on the log: 0 nothing, 1 the event, 2 a retraction because sharing was narrowed.
  publish INTEGER NOT NULL,
  -- Whether any revision was ever queued for the log: only then is there something to retract there.
  was_shared INTEGER NOT NULL,
  layer INTEGER NOT NULL,
  share_with INTEGER NOT NULL,
  occurred_from INTEGER,
  occurred_to INTEGER,
  code_book_version INTEGER NOT NULL,
  notes TEXT,
  created_import TEXT NOT NULL,
  last_import TEXT NOT NULL,
  state INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  logged_at INTEGER,
  counted_at INTEGER,
  released_at INTEGER,
  retracted_at INTEGER,
  releases TEXT,
  queued INTEGER,
  log_partition INTEGER,
  log_offset INTEGER,
  changed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX report_by_id ON report (organisation, report_id);
CREATE INDEX report_by_organisation ON report (organisation);
CREATE INDEX report_by_change ON report (organisation, changed);
CREATE INDEX report_outbox ON report (queued) WHERE queued IS NOT NULL;
CREATE INDEX report_uncounted ON report (log_partition, log_offset) WHERE state = 2;

CREATE TABLE activity (
  row INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL,
  activity_id TEXT NOT NULL,
  reference BLOB NOT NULL,
  first_received_day INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL,
  event BLOB NOT NULL,
  state INTEGER NOT NULL,
  queued INTEGER
) STRICT;
CREATE UNIQUE INDEX activity_by_id ON activity (organisation, activity_id);
CREATE INDEX activity_outbox ON activity (queued) WHERE queued IS NOT NULL;

-- Releases whose reports have been told.
CREATE TABLE release (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/** Whether tables might count a report once and may not any more, because it was narrowed: as if it were retracted. */
const VERSION_2 = `
ALTER TABLE report ADD COLUMN narrowed INTEGER NOT NULL DEFAULT 0;
UPDATE report SET narrowed = 1 WHERE publish = 2;
`;

/** On what ground a report is kept and shared: codes and a date. */
const VERSION_3 = `
ALTER TABLE report ADD COLUMN consent TEXT;
`;

/** To which circle a report was narrowed, and on which day: it stays so, until more is agreed to. */
const VERSION_4 = `
ALTER TABLE report ADD COLUMN capped_to INTEGER;
ALTER TABLE report ADD COLUMN capped_on INTEGER;
`;

/** The audit stands in the ledger's own file: an entry and the row that it tells of are one transaction. */
const VERSION_5 = AUDIT_TABLES;

/**
 * When what a revision takes back is gone from the log. `takes_back`: it ends the report, or shares it less widely. `repeated_at`: when it
 * went to the log again. `cleared_at`: when the log had compacted what was there before.
 */
const VERSION_6 = `
ALTER TABLE report ADD COLUMN takes_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN repeated_at INTEGER;
ALTER TABLE report ADD COLUMN cleared_at INTEGER;
UPDATE report SET takes_back = 1 WHERE retracted = 1 OR publish = 2 OR narrowed = 1 OR capped_on IS NOT NULL;
CREATE INDEX report_clearing ON report (logged_at) WHERE takes_back = 1 AND log_partition IS NOT NULL;
`;

/**
 * That the time of a report or activity record is over. Of an activity record also when its end lay on the log, since it is to be forgotten
 * there. How many they were stands in the audit.
 */
const VERSION_7 = `
ALTER TABLE report ADD COLUMN expired INTEGER NOT NULL DEFAULT 0;
CREATE INDEX report_kept ON report (first_received_day) WHERE retracted = 0;
ALTER TABLE activity ADD COLUMN expired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN logged_at INTEGER;
ALTER TABLE activity ADD COLUMN repeated_at INTEGER;
CREATE INDEX activity_kept ON activity (first_received_day) WHERE expired = 0;
`;

/**
 * `untold`: that the report was taken back, or came back, is still to be said on the topic of erasures, for a ledger that is restored from an
 * older copy. `erasures_next`: what lies there before this offset is in this ledger. `erased`: what was taken back of reports that a
 * restored ledger does not have. What the version before took back since a copy may lack it is told anew.
 */
const VERSION_8 = `
ALTER TABLE report ADD COLUMN untold INTEGER;
UPDATE report SET untold = 1 WHERE takes_back = 1 AND accepted_at > (unixepoch() - 40 * 86400) * 1000;
CREATE INDEX report_untold ON report (row) WHERE untold IS NOT NULL;
ALTER TABLE ledger ADD COLUMN erasures_topic_id TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN erasures_next INTEGER NOT NULL DEFAULT 0;
CREATE TABLE erased (reference BLOB PRIMARY KEY, report BLOB NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Entries of the audit whose time is over go, and nothing else of it does. */
const VERSION_9 = AUDIT_CUT;

/**
 * What was taken back stays to be cleared from the log whatever comes after it: a correction supersedes a narrowing, and not the content that
 * the log still holds. `taken_back_at`: when the ledger last took something back. `superseded_at`: when the log first got anything
 * after that, from which on its time runs. Narrowings that were corrected since are found by what is left of them.
 */
const VERSION_10 = `
ALTER TABLE report ADD COLUMN taken_back_at INTEGER;
ALTER TABLE report ADD COLUMN superseded_at INTEGER;
UPDATE report SET taken_back_at = accepted_at, superseded_at = logged_at
 WHERE takes_back = 1 OR publish = 2 OR narrowed = 1 OR (capped_on IS NOT NULL AND revision > 1);
DROP INDEX report_clearing;
ALTER TABLE report DROP COLUMN takes_back;
CREATE INDEX report_clearing ON report (superseded_at) WHERE superseded_at IS NOT NULL AND cleared_at IS NULL;
CREATE INDEX report_forgetting ON report (logged_at) WHERE state = 5 AND log_partition IS NOT NULL;
`;

/** Up to which number this ledger has what was said on the topic of erasures, of each life in which it was said: of its own since it said so. */
const VERSION_11 = `
CREATE TABLE erasures_known (life BLOB PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/**
 * `lacks`: a later state of this ledger told of the report, and this copy of it has neither its id nor what it says. From here on everything
 * that the log gets is told, for such a copy: what was accepted before may be missing in one that is made now.
 */
const VERSION_12 = `
ALTER TABLE report ADD COLUMN lacks INTEGER;
CREATE INDEX report_lacking ON report (reference) WHERE lacks = 1;
UPDATE report SET untold = 1 WHERE was_shared = 1 AND accepted_at > (unixepoch() - 40 * 86400) * 1000;
`;

/** Each entry takes a ledger from the version before to its own; they are never edited, only added to. */
export const MIGRATIONS: readonly string[] = [
  VERSION_1,
  VERSION_2,
  VERSION_3,
  VERSION_4,
  VERSION_5,
  VERSION_6,
  VERSION_7,
  VERSION_8,
  VERSION_9,
  VERSION_10,
  VERSION_11,
  VERSION_12,
];
