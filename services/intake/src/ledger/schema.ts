import { AUDIT_TABLES } from '@waylight/audit';

/**
 * The ledger's tables. Each report and activity report has one row with its current revision. No column identifies a
 * person. Version 3 moves the delivery of reports to a table of its own.
 *
 * The outbox is a column, not a table: `queued` orders the rows whose current revision is not on the log yet.
 * A superseded revision is never sent, because each event contains the report in full.
 *
 * The audit is in the same file: an audit entry and the row that it describes are written in one transaction.
 */
const VERSION_1 = `
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  node TEXT NOT NULL,
  -- The log that positions refer to; empty before the first append.
  cluster_id TEXT NOT NULL DEFAULT '',
  reports_topic_id TEXT NOT NULL DEFAULT '',
  activity_topic_id TEXT NOT NULL DEFAULT '',
  journal_topic_id TEXT NOT NULL DEFAULT '',
  -- All messages of the restore journal before this offset are in this ledger.
  journal_next INTEGER NOT NULL DEFAULT 0
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
  -- The revision's value on the log: 0 none, 1 the event, 2 a retraction because sharing was narrowed, 3 a tombstone.
  publish INTEGER NOT NULL,
  -- Audience that the report was narrowed to, and the day: a limit until a later consent.
  capped_to INTEGER,
  capped_on INTEGER,
  layer INTEGER NOT NULL,
  share_with INTEGER NOT NULL,
  occurred_from INTEGER,
  occurred_to INTEGER,
  -- Legal basis of storing and sharing: codes and a date.
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
CREATE INDEX report_retracted ON report (logged_at) WHERE state = 5 AND log_partition IS NOT NULL;

-- The tables below are keyed by the row of a report, and have a row only if there is something to store.

-- Retention: erasure of the content that the log had before a retraction or narrowing, whatever revision follows.
CREATE TABLE erasure (
  row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  -- Last retraction or narrowing.
  started_at INTEGER NOT NULL,
  -- First append to the log after that: the deadline counts from here.
  superseded_at INTEGER,
  -- Last append after that one.
  republished_at INTEGER,
  -- When the log had compacted the earlier content.
  erased_at INTEGER
) STRICT;
CREATE INDEX erasure_due ON erasure (superseded_at) WHERE superseded_at IS NOT NULL AND erased_at IS NULL;

-- Restore: reports whose current revision the restore journal does not contain yet.
CREATE TABLE unjournalled (row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE) STRICT;
-- Restore: placeholders of reports that only the journal has. This copy has neither their ids nor their content.
CREATE TABLE missing_report (
  row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  reference BLOB NOT NULL UNIQUE
) STRICT;

-- Review: reports that tables could count before they were narrowed, and no longer can: as if they were retracted.
CREATE TABLE narrowed_report (row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE) STRICT;

CREATE TABLE activity (
  row INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL,
  activity_id TEXT NOT NULL,
  reference BLOB NOT NULL,
  first_received_day INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL,
  event BLOB NOT NULL,
  -- Whether it expired, when its end was logged first, and when again; the log gets a tombstone later.
  expired INTEGER NOT NULL DEFAULT 0,
  logged_at INTEGER,
  republished_at INTEGER,
  state INTEGER NOT NULL,
  queued INTEGER
) STRICT;
CREATE UNIQUE INDEX activity_by_id ON activity (organisation, activity_id);
CREATE INDEX activity_outbox ON activity (queued) WHERE queued IS NOT NULL;
CREATE INDEX activity_kept ON activity (first_received_day) WHERE expired = 0;

-- Releases that were applied to the receipts.
CREATE TABLE release (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Journal entries of missing reports that no table counts any more: they need no placeholder.
CREATE TABLE missing_entry (reference BLOB PRIMARY KEY, entry BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- Last sequence number that was applied of the restore journal, by the incarnation that wrote it.
CREATE TABLE journal_applied (incarnation BLOB PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${AUDIT_TABLES}`;

/** Starts of the ledger. A file that is restored from a copy has the starts before the copy, and adds its own. */
const VERSION_2 = `
CREATE TABLE ledger_start (
  -- Grows with each start: the time in epoch milliseconds, or the last number + 1.
  number INTEGER PRIMARY KEY,
  -- Random, because two copies of a file may start with the same number.
  epoch TEXT NOT NULL UNIQUE
) STRICT;
-- Last change of each organisation before a start. Organisations without a change have no row.
CREATE TABLE change_before_start (
  start INTEGER NOT NULL REFERENCES ledger_start,
  organisation INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  PRIMARY KEY (start, organisation)
) STRICT, WITHOUT ROWID;`;

/** How far a report has come on the log and in the region, and the limit of its audience. */
const VERSION_3 = `
CREATE TABLE delivery (
  row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  state INTEGER NOT NULL,
  logged_at INTEGER,
  counted_at INTEGER,
  released_at INTEGER,
  retracted_at INTEGER,
  releases TEXT,
  -- Place in the outbox.
  queued INTEGER,
  log_partition INTEGER,
  log_offset INTEGER
) STRICT;
INSERT INTO delivery
  SELECT row, state, logged_at, counted_at, released_at, retracted_at, releases, queued, log_partition, log_offset
    FROM report;

-- Audience that a report was narrowed to, and the day: a limit until a later consent.
CREATE TABLE cap (
  row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  capped_to INTEGER NOT NULL,
  capped_on INTEGER NOT NULL
) STRICT;
INSERT INTO cap SELECT row, capped_to, capped_on FROM report WHERE capped_to IS NOT NULL AND capped_on IS NOT NULL;

DROP INDEX report_outbox;
DROP INDEX report_uncounted;
DROP INDEX report_retracted;
${['capped_to', 'capped_on', 'state', 'logged_at', 'counted_at', 'released_at', 'retracted_at', 'releases', 'queued', 'log_partition', 'log_offset'].map((name) => `ALTER TABLE report DROP COLUMN ${name};`).join('\n')}
CREATE INDEX delivery_outbox ON delivery (queued) WHERE queued IS NOT NULL;
CREATE INDEX delivery_uncounted ON delivery (log_partition, log_offset) WHERE state = 2;
CREATE INDEX delivery_retracted ON delivery (logged_at) WHERE state = 5 AND log_partition IS NOT NULL;`;

/** SQL condition that excludes the placeholders of missing reports. */
export const IS_NOT_MISSING = 'row NOT IN (SELECT row FROM missing_report)';

/** Each entry migrates a ledger from the version before. From 0.3.0 on, entries are added and never edited. */
export const MIGRATIONS: readonly string[] = [VERSION_1, VERSION_2, VERSION_3];
