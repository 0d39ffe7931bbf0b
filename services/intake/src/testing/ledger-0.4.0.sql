-- A ledger that version 0.4.0 wrote: reports in every state of their delivery. Migrations are tested with it.
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
INSERT INTO ledger VALUES (1, '3579b91f96ce', 'MK', '', '', '', '', 0);
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
INSERT INTO report VALUES (1, 5, 'counted', x'636f756e7465642e2e2e2e2e2e2e2e2e', 20000, 1, 0, 'counted', x'0a10636f756e7465642e2e2e2e2e2e2e2e2e1001180420a09c01280130053801420d08a09c0110011804380f800103', 1, NULL, NULL, 1, 3, 20000, 20000, NULL, 1, NULL, '', '', 4, 1000, 2000, 3000, 3000, NULL, '["r1"]', NULL, 0, 0, 14);
INSERT INTO report VALUES (2, 5, 'revised', x'726576697365642e2e2e2e2e2e2e2e2e', 20000, 2, 0, 'B', x'0a10726576697365642e2e2e2e2e2e2e2e2e1002180420a09c01280130053801420d08a09c0110011804380f800103', 1, NULL, NULL, 1, 3, 20000, 20000, NULL, 1, NULL, '', '', 2, 3000, 4000, NULL, NULL, NULL, NULL, NULL, 0, 4, 18);
INSERT INTO report VALUES (3, 5, 'narrowed', x'6e6172726f7765642e2e2e2e2e2e2e2e', 20000, 2, 0, 'narrowed', x'0a106e6172726f7765642e2e2e2e2e2e2e2e1002180420a09c01280130053801420d08a09c0110011804380f800102', 1, 2, 20000, 1, 2, 20000, 20000, NULL, 1, NULL, '', '', 2, 3000, 4000, NULL, NULL, NULL, NULL, NULL, 0, 5, 19);
INSERT INTO report VALUES (4, 5, 'retracted', x'7265747261637465642e2e2e2e2e2e2e', 20000, 2, 1, '', x'0a107265747261637465642e2e2e2e2e2e2e1002180420a09c012801300538014a020803', 1, 1, 20000, 1, 3, NULL, NULL, NULL, 1, NULL, '', '', 2, 3000, 4000, NULL, NULL, NULL, NULL, NULL, 0, 6, 20);
INSERT INTO report VALUES (5, 5, 'kept', x'6b6570742e2e2e2e2e2e2e2e2e2e2e2e', 20000, 2, 1, '', x'0a106b6570742e2e2e2e2e2e2e2e2e2e2e2e1002180420a09c012801300538014a020801', 0, NULL, NULL, 1, 1, NULL, NULL, NULL, 1, NULL, '', '', 5, 5000, NULL, NULL, NULL, 5000, NULL, NULL, NULL, NULL, 22);
INSERT INTO report VALUES (6, 5, 'queued', x'7175657565642e2e2e2e2e2e2e2e2e2e', 20000, 1, 0, 'queued', x'0a107175657565642e2e2e2e2e2e2e2e2e2e1001180420a09c01280130053801420d08a09c0110011804380f800103', 1, NULL, NULL, 1, 3, 20000, 20000, NULL, 1, NULL, '', '', 1, 5000, NULL, NULL, NULL, NULL, NULL, 8, NULL, NULL, 21);
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
INSERT INTO erasure VALUES (3, 3000, 4000, NULL, NULL);
INSERT INTO erasure VALUES (4, 3000, 4000, NULL, NULL);
INSERT INTO erasure VALUES (5, 5000, NULL, NULL, NULL);
CREATE TABLE unjournalled (row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE) STRICT;
INSERT INTO unjournalled VALUES (1);
INSERT INTO unjournalled VALUES (2);
INSERT INTO unjournalled VALUES (3);
INSERT INTO unjournalled VALUES (4);
INSERT INTO unjournalled VALUES (5);
INSERT INTO unjournalled VALUES (6);
CREATE TABLE missing_report (
  row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  reference BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE narrowed_report (row INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE) STRICT;
INSERT INTO narrowed_report VALUES (3);
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
CREATE TABLE release (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO release VALUES ('r1');
CREATE TABLE missing_entry (reference BLOB PRIMARY KEY, entry BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE journal_applied (incarnation BLOB PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE audit_chain (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  salt BLOB NOT NULL,
  cut_sequence INTEGER NOT NULL DEFAULT 0,
  cut_hash BLOB,
  cut_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO audit_chain VALUES (1, 'node-MK', x'92c46711075b2b2ed0035852b3ffda349ef9f8197e49ab6fb3d966f977cd9fef', 0, NULL, 0);
CREATE TABLE audit_entry (
  sequence INTEGER PRIMARY KEY,
  entry BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO audit_entry VALUES (1, x'08011001180a20022805380140014a10636f756e7465642e2e2e2e2e2e2e2e2e', x'865e09208d211ae9cc98870e3f0591a91fb7eb60ad019ca4517936d9cad7de85');
INSERT INTO audit_entry VALUES (2, x'08021001180a20022805380140014a10726576697365642e2e2e2e2e2e2e2e2e', x'bb27f6e57de0523305ba02b6dafe32bc3db831f907eb3f5f8c176484fd47cdd0');
INSERT INTO audit_entry VALUES (3, x'08031001180a20022805380140014a106e6172726f7765642e2e2e2e2e2e2e2e', x'2bd93d79e56c70c3fec0de0e98b5c90c83652eb0ee7dc26cc63a390f50bfa9a6');
INSERT INTO audit_entry VALUES (4, x'08041001180a20022805380140014a107265747261637465642e2e2e2e2e2e2e', x'812fea22990a4b22a1d8d743f38329d71170eda0e7a9c13fc1c8fd53d96e84f3');
INSERT INTO audit_entry VALUES (5, x'08051001180a20022805380140014a106b6570742e2e2e2e2e2e2e2e2e2e2e2e', x'4ebc94dad0a898761ad6b42dcc99c89a0b1127c5179f28e750aa561d8ae5cb3a');
INSERT INTO audit_entry VALUES (6, x'08061003180b20022805380140014a10726576697365642e2e2e2e2e2e2e2e2e', x'574b5bcf157426405e60cf63ef81dcd69da2108752048cf460d36738d3304055');
INSERT INTO audit_entry VALUES (7, x'08071003180b20022805380140014a106e6172726f7765642e2e2e2e2e2e2e2e', x'030ce62153f60f71b97be050c9f7cd80430a334c92e8d818bf9c49b889e50cb9');
INSERT INTO audit_entry VALUES (8, x'08081003180c20022805380140014a107265747261637465642e2e2e2e2e2e2e', x'e8ceb508bcc9d85af1eaa1f3482dbc67e225b54775519fa6d53bc796dcd053ec');
INSERT INTO audit_entry VALUES (9, x'08091005180a20022805380140014a107175657565642e2e2e2e2e2e2e2e2e2e', x'30687e3ab91645698754d8a8feec843fa252978f562b87f5e4592b704ca46a45');
INSERT INTO audit_entry VALUES (10, x'080a1005180c20022805380140014a106b6570742e2e2e2e2e2e2e2e2e2e2e2e', x'77543283ec195677113189d20104e7a01bcdb590bb9db6b524d2f8bdab606851');
CREATE UNIQUE INDEX report_by_id ON report (organisation, report_id);
CREATE INDEX report_by_organisation ON report (organisation);
CREATE INDEX report_by_change ON report (organisation, changed);
CREATE INDEX report_outbox ON report (queued) WHERE queued IS NOT NULL;
CREATE INDEX report_uncounted ON report (log_partition, log_offset) WHERE state = 2;
CREATE INDEX report_kept ON report (first_received_day) WHERE retracted = 0;
CREATE INDEX report_retracted ON report (logged_at) WHERE state = 5 AND log_partition IS NOT NULL;
CREATE INDEX erasure_due ON erasure (superseded_at) WHERE superseded_at IS NOT NULL AND erased_at IS NULL;
CREATE UNIQUE INDEX activity_by_id ON activity (organisation, activity_id);
CREATE INDEX activity_outbox ON activity (queued) WHERE queued IS NOT NULL;
CREATE INDEX activity_kept ON activity (first_received_day) WHERE expired = 0;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END;
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
  WHEN OLD.sequence > coalesce((SELECT cut_sequence FROM audit_chain), 0)
  BEGIN SELECT RAISE(ABORT, 'an audit entry cannot be deleted before it is pruned'); END;
CREATE TRIGGER audit_chain_stays BEFORE UPDATE ON audit_chain
  WHEN NEW.id IS NOT OLD.id OR NEW.salt IS NOT OLD.salt OR NEW.cut_sequence <= OLD.cut_sequence
    OR NEW.cut_hash IS NOT (SELECT hash FROM audit_entry WHERE sequence = NEW.cut_sequence)
    OR instr((SELECT entry FROM audit_entry ORDER BY sequence DESC LIMIT 1), NEW.cut_hash) = 0
  BEGIN SELECT RAISE(ABORT, 'an audit can be pruned only up to the point that its last entry records'); END;
CREATE TRIGGER audit_chain_is_kept BEFORE DELETE ON audit_chain
  BEGIN SELECT RAISE(ABORT, 'an audit chain is never deleted'); END;
