import { AUDIT_TABLES } from '@waylight/audit';

/**
 * The ledger's tables. One row per report and per activity record: what is current, how far it got, and what is still
 * to be put on the log. There is no column for anything that a person could be told by.
 *
 * The outbox is a column and not a table: `queued` orders the rows whose current revision is not on the log yet. A
 * revision that is superseded before it got there is never sent, which is right, because an event is a report in full.
 *
 * The audit stands in the ledger's own file: an entry and the row that it tells of are one transaction.
 */
const VERSION_1 = `
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  node TEXT NOT NULL,
  -- Which log the positions below belong to; empty before the first append.
  cluster_id TEXT NOT NULL DEFAULT '',
  reports_topic_id TEXT NOT NULL DEFAULT '',
  activity_topic_id TEXT NOT NULL DEFAULT '',
  erasures_topic_id TEXT NOT NULL DEFAULT '',
  -- Everything before this offset of the topic of erasures is in this ledger.
  erasures_next INTEGER NOT NULL DEFAULT 0
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
  -- What of this revision goes on the log: 0 nothing, 1 the event, 2 a retraction because sharing was narrowed, 3 a null.
  publish INTEGER NOT NULL,
  -- Whether any revision was ever queued for the log: only then is there something to retract there.
  was_shared INTEGER NOT NULL,
  -- Whether tables might count a report once and may not any more, because it was narrowed: as if it were retracted.
  narrowed INTEGER NOT NULL DEFAULT 0,
  -- What was taken back stays to be cleared from the log whatever comes after it. When the ledger last took something back,
  taken_back_at INTEGER,
  -- when the log first got anything after that, from which on its time runs,
  superseded_at INTEGER,
  -- and whether the report ended because its time was over.
  expired INTEGER NOT NULL DEFAULT 0,
  -- Whether it is still to be said on the topic of erasures, for a ledger that is restored from an older copy.
  untold INTEGER,
  -- Whether a later state of this ledger told of the report, and this copy has neither its id nor what it says.
  lacks INTEGER,
  -- When a revision that takes back went to the log again, and when the log had compacted what was there before.
  repeated_at INTEGER,
  cleared_at INTEGER,
  -- To which circle a report was narrowed, and on which day: it stays so, until more is agreed to.
  capped_to INTEGER,
  capped_on INTEGER,
  layer INTEGER NOT NULL,
  share_with INTEGER NOT NULL,
  occurred_from INTEGER,
  occurred_to INTEGER,
  -- On what ground a report is kept and shared: codes and a date.
  consent BLOB,
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
CREATE INDEX report_kept ON report (first_received_day) WHERE retracted = 0;
CREATE INDEX report_clearing ON report (superseded_at) WHERE superseded_at IS NOT NULL AND cleared_at IS NULL;
CREATE INDEX report_forgetting ON report (logged_at) WHERE state = 5 AND log_partition IS NOT NULL;
CREATE INDEX report_untold ON report (row) WHERE untold IS NOT NULL;
CREATE INDEX report_lacking ON report (reference) WHERE lacks = 1;

CREATE TABLE activity (
  row INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL,
  activity_id TEXT NOT NULL,
  reference BLOB NOT NULL,
  first_received_day INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL,
  event BLOB NOT NULL,
  -- That its time is over, when its end lay on the log, and when that went there again: it is to be forgotten there.
  expired INTEGER NOT NULL DEFAULT 0,
  logged_at INTEGER,
  repeated_at INTEGER,
  state INTEGER NOT NULL,
  queued INTEGER
) STRICT;
CREATE UNIQUE INDEX activity_by_id ON activity (organisation, activity_id);
CREATE INDEX activity_outbox ON activity (queued) WHERE queued IS NOT NULL;
CREATE INDEX activity_kept ON activity (first_received_day) WHERE expired = 0;

-- Releases whose reports have been told.
CREATE TABLE release (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- What was taken back of reports that a restored ledger does not have.
CREATE TABLE erased (reference BLOB PRIMARY KEY, report BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- Up to which number this ledger has what was said on the topic of erasures, of each life in which it was said.
CREATE TABLE erasures_known (life BLOB PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${AUDIT_TABLES}`;

/** Each entry takes a ledger from the version before to its own; they are never edited, only added to. */
export const MIGRATIONS: readonly string[] = [VERSION_1];
