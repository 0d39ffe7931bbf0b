import { DELIVERY_SCHEMA } from '../delivery/schema.ts';

/**
 * Events of members on releases to authorities and the public, in order. Rows are append-only. States of approvals are
 * derived from them (packages/disclosure-control, approval.ts), and they are the evidence of who approved.
 */
const APPROVALS = `
CREATE TABLE approval_event (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- Registry id of the acting organisation.
  organisation TEXT NOT NULL,
  -- NULL: a delegation for every release.
  release_id TEXT,
  -- The organisation approved for, or delegated to.
  other_organisation TEXT,
  -- Code of an objection.
  code TEXT,
  -- Members at the time of a request, as a JSON list.
  asked TEXT
) STRICT;
CREATE TRIGGER approval_event_stays BEFORE UPDATE ON approval_event
  BEGIN SELECT RAISE(ABORT, 'approvals are never changed'); END;
CREATE TRIGGER approval_event_is_kept BEFORE DELETE ON approval_event
  BEGIN SELECT RAISE(ABORT, 'approvals are never deleted'); END;
`;

/** Sessions by digests: neither usable ids nor names of persons are stored. */
const SESSIONS = `
CREATE TABLE session (
  number INTEGER PRIMARY KEY,
  -- Digest of the cookie's value.
  id_sha256 BLOB NOT NULL UNIQUE,
  -- Keyed digest of issuer and subject.
  person BLOB NOT NULL,
  role TEXT NOT NULL,
  -- Registry id of an analyst's organisation, or of the authority, data-protection officer or operator.
  registry_id TEXT NOT NULL,
  registry_version INTEGER NOT NULL,
  started_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_person ON session (person);
-- States of used sign-ins, until they expire.
CREATE TABLE spent_state (
  state_sha256 BLOB PRIMARY KEY,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** Views of one reader, and notes of one organisation. Logs never contain these texts. */
const VIEWS_AND_NOTES = `
CREATE TABLE saved_view (
  -- Keyed digest of the account, as in sessions.
  person BLOB NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- A path of insights with its query.
  path TEXT NOT NULL,
  saved_ms INTEGER NOT NULL,
  -- Last list by the person, to the day.
  used_ms INTEGER NOT NULL,
  PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_view_used ON saved_view (used_ms);
CREATE TABLE note (
  id TEXT PRIMARY KEY,
  -- Registry id of the organisation. The author is not stored.
  organisation TEXT NOT NULL,
  day TEXT NOT NULL,
  -- NULL: the whole region.
  country TEXT,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX note_of_organisation ON note (organisation, day);
CREATE INDEX note_age ON note (at_ms);
`;

/** Bulletins. Drafts change and are deleted. Frozen bulletins never change, and contain neither author nor approver. */
const BULLETINS = `
CREATE TABLE bulletin (
  id TEXT PRIMARY KEY,
  -- Registry id of the organisation whose analysts write and read it.
  organisation TEXT NOT NULL,
  -- State and content of the last version, as JSON.
  state TEXT NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX bulletin_of_organisation ON bulletin (organisation);
CREATE INDEX bulletin_age ON bulletin (changed_ms);
CREATE TABLE frozen_bulletin (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- The rendered bulletin, as JSON.
  document TEXT NOT NULL,
  digest TEXT NOT NULL,
  frozen_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER frozen_bulletin_stays BEFORE UPDATE ON frozen_bulletin
  BEGIN SELECT RAISE(ABORT, 'frozen bulletins are never changed'); END;
CREATE TRIGGER frozen_bulletin_is_kept BEFORE DELETE ON frozen_bulletin
  BEGIN SELECT RAISE(ABORT, 'frozen bulletins are never deleted'); END;
`;

/** Series that persons watch, and the changes that releases brought. Logs never contain these. */
const WATCHES = `
CREATE TABLE watcher (
  -- Keyed digest of the account, as in sessions.
  person BLOB PRIMARY KEY,
  -- Registry id of the organisation through which the person reads, and the version of the registry at that time.
  organisation TEXT NOT NULL,
  registry_version INTEGER NOT NULL,
  -- Last list by the person, to the day.
  used_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE watch (
  person BLOB NOT NULL,
  id TEXT NOT NULL,
  table_id TEXT NOT NULL,
  -- A code for each dimension of the table, as JSON.
  codes TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE watched_change (
  person BLOB NOT NULL,
  watch_id TEXT NOT NULL,
  period TEXT NOT NULL,
  audience TEXT NOT NULL,
  -- Codes, as a JSON list.
  reasons TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  -- NULL: not marked as read.
  read_ms INTEGER,
  PRIMARY KEY (person, watch_id, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_change_age ON watched_change (at_ms);
-- Releases that were compared with all watches.
CREATE TABLE evaluated_release (
  release_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`;

/** Each entry migrates a database from the previous version. Entries are never edited, only added. */
export const MIGRATIONS: readonly string[] = [
  APPROVALS + SESSIONS + VIEWS_AND_NOTES + BULLETINS,
  WATCHES + DELIVERY_SCHEMA,
];
