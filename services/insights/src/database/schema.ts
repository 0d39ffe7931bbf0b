/**
 * What members did about releases to authorities and the public, in the order in which it happened. Rows are only added:
 * how an approval stands follows from them (packages/disclosure-control, approval.ts), and so does who is to answer for it.
 */
const APPROVALS = `
CREATE TABLE approval_event (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- Who did it, by its id in the registry.
  organisation TEXT NOT NULL,
  -- NULL: a delegation for every release.
  release_id TEXT,
  -- Whose approval it is, or to whom is delegated.
  other_organisation TEXT,
  -- Of an objection.
  code TEXT,
  -- Of a request: the members of that time, as a JSON list.
  asked TEXT
) STRICT;
CREATE TRIGGER approval_event_stays BEFORE UPDATE ON approval_event
  BEGIN SELECT RAISE(ABORT, 'approvals are never changed'); END;
CREATE TRIGGER approval_event_is_kept BEFORE DELETE ON approval_event
  BEGIN SELECT RAISE(ABORT, 'approvals are never deleted'); END;
`;

/** Sign-ins that are kept, by digests: neither an id that opens anything nor a person's name is in here. */
const SESSIONS = `
CREATE TABLE session (
  number INTEGER PRIMARY KEY,
  -- Of the cookie's value.
  id_sha256 BLOB NOT NULL UNIQUE,
  -- Keyed digest of issuer and subject.
  person BLOB NOT NULL,
  role TEXT NOT NULL,
  -- In the registry: of an analyst's organisation; of the authority, data-protection officer or operator.
  registry_id TEXT NOT NULL,
  registry_version INTEGER NOT NULL,
  started_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_person ON session (person);
-- States of sign-ins that came back, for as long as they could come back again.
CREATE TABLE spent_state (
  state_sha256 BLOB PRIMARY KEY,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** What readers keep for themselves, and for the readers of their organisation: words of people, which no log line ever holds. */
const VIEWS_AND_NOTES = `
CREATE TABLE saved_view (
  -- Keyed digest of the account, as sessions have it.
  person BLOB NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- A path of insights with its query.
  path TEXT NOT NULL,
  saved_ms INTEGER NOT NULL,
  -- When the person last asked for the list, to the day.
  used_ms INTEGER NOT NULL,
  PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_view_used ON saved_view (used_ms);
CREATE TABLE note (
  id TEXT PRIMARY KEY,
  -- Whose readers see it, by its id in the registry. Which of them wrote it is kept nowhere.
  organisation TEXT NOT NULL,
  day TEXT NOT NULL,
  -- NULL: of the region.
  country TEXT,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX note_of_organisation ON note (organisation, day);
CREATE INDEX note_age ON note (at_ms);
`;

/** Bulletins. Drafts change and end; what is frozen stays as it is, and says nothing of who wrote or approved it. */
const BULLETINS = `
CREATE TABLE bulletin (
  id TEXT PRIMARY KEY,
  -- Whose analysts write and read it, by its id in the registry.
  organisation TEXT NOT NULL,
  -- As JSON: how it stands, and the words of its last version.
  state TEXT NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX bulletin_of_organisation ON bulletin (organisation);
CREATE INDEX bulletin_age ON bulletin (changed_ms);
CREATE TABLE frozen_bulletin (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- As JSON: what is read.
  document TEXT NOT NULL,
  digest TEXT NOT NULL,
  frozen_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER frozen_bulletin_stays BEFORE UPDATE ON frozen_bulletin
  BEGIN SELECT RAISE(ABORT, 'frozen bulletins are never changed'); END;
CREATE TRIGGER frozen_bulletin_is_kept BEFORE DELETE ON frozen_bulletin
  BEGIN SELECT RAISE(ABORT, 'frozen bulletins are never deleted'); END;
`;

/** Each entry takes a database from the version before to its own; they are never edited, only added to. */
export const MIGRATIONS: readonly string[] = [APPROVALS + SESSIONS + VIEWS_AND_NOTES + BULLETINS];
