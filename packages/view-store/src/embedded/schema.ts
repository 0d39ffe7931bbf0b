/**
 * Buckets and partitions have numbers, so that the key of a cell is short. Numbers are never reused. `kept_set` contains the
 * selected freezes; its column `generation` is the freeze id.
 */
export const rawSchema = `
CREATE TABLE IF NOT EXISTS partition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  generation TEXT NOT NULL,
  name TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  position TEXT,
  summary BLOB,
  UNIQUE (generation, name)
);
CREATE TABLE IF NOT EXISTS contribution (
  partition INTEGER NOT NULL,
  reference TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (partition, reference)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bucket (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partition INTEGER NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (partition, name)
);
CREATE TABLE IF NOT EXISTS cell (
  bucket INTEGER NOT NULL,
  field TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (bucket, field)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frozen_set (
  partition INTEGER NOT NULL,
  period TEXT NOT NULL,
  position TEXT,
  PRIMARY KEY (partition, period)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frozen_cell (
  partition INTEGER NOT NULL,
  period TEXT NOT NULL,
  bucket TEXT NOT NULL,
  field TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (partition, period, bucket, field)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS freeze (
  id TEXT PRIMARY KEY,
  period TEXT NOT NULL,
  generation TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_set (
  period TEXT NOT NULL,
  generation TEXT NOT NULL,
  name TEXT NOT NULL,
  partition INTEGER NOT NULL,
  PRIMARY KEY (period, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS decision (period TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS live (one INTEGER PRIMARY KEY CHECK (one = 1), generation TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
`;

export const releasedSchema = `
CREATE TABLE IF NOT EXISTS revision (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL);
INSERT OR IGNORE INTO revision VALUES (1, 0);
CREATE TABLE IF NOT EXISTS release (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  labels TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS public_record (bucket TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS status (key TEXT PRIMARY KEY, body BLOB NOT NULL);
`;
