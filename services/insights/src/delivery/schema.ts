/** Tables of the queue and of the addresses. */
export const DELIVERY_SCHEMA = `
CREATE TABLE delivery_address (
  -- Keyed digest of an account.
  recipient BLOB NOT NULL,
  -- mail or webhook.
  channel TEXT NOT NULL,
  -- Address, language and webhook secret: encrypted JSON.
  sealed BLOB NOT NULL,
  -- The last message that was given up: time and code. NULL after a success.
  failed_ms INTEGER,
  failure TEXT,
  PRIMARY KEY (recipient, channel)
) STRICT, WITHOUT ROWID;
CREATE TABLE delivery (
  -- Digest of recipient, channel and occasion: the same message is never queued twice.
  id TEXT PRIMARY KEY,
  recipient BLOB NOT NULL,
  channel TEXT NOT NULL,
  -- Kind of the message. Its text depends on the kind alone.
  kind TEXT NOT NULL,
  queued_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  -- NULL: sent or given up.
  next_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX delivery_age ON delivery (queued_ms);
`;
