import { beginning, type Chain, encodeEntry, type Happening, hashAfter, type Link } from '@waylight/audit';

/** Tables of an audit, in the database of the service that it is of. SQLite itself refuses what is not an addition. */
export const AUDIT_TABLES = `
CREATE TABLE audit_chain (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  salt BLOB NOT NULL
) STRICT;
CREATE TABLE audit_entry (
  sequence INTEGER PRIMARY KEY,
  entry BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END;
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;
`;

type Value = string | number | bigint | null | Uint8Array;

/** What this needs of a database. */
export type AuditDatabase = {
  prepare(sql: string): {
    get(...values: Value[]): Record<string, unknown> | undefined;
    all(...values: Value[]): Record<string, unknown>[];
    run(...values: Value[]): unknown;
  };
};

export type AuditRows = {
  readonly chain: Chain;
  /** Adds an entry, inside the transaction of what it tells of. */
  append(happening: Happening): void;
  /** A transaction in which something was appended was taken back. */
  takenBack(): void;
  /** The hash that the chain ends with. */
  end(): Uint8Array;
  /** The links after this sequence, at most so many, in the order in which they lie there. */
  after(sequence: number, limit: number): readonly (Link & { readonly sequence: number })[];
};

type End = { readonly sequence: number; readonly hash: Uint8Array };

export type AuditRowsOptions = {
  readonly database: AuditDatabase;
  /** The name of a chain that begins now, and its salt. One that is there keeps its own. */
  readonly begin: () => Chain;
  readonly nowMs: () => number;
};

export function createAuditRows({ database, begin, nowMs }: AuditRowsOptions): AuditRows {
  const chain = chainOf(database, begin);
  const insert = database.prepare('INSERT INTO audit_entry (sequence, entry, hash) VALUES (?, ?, ?)');
  const last = database.prepare('SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1');
  const next = database.prepare(
    'SELECT sequence, entry, hash FROM audit_entry WHERE sequence > ? ORDER BY sequence LIMIT ?',
  );
  const readEnd = (): End => {
    const found = last.get();
    return found === undefined
      ? { sequence: 0, hash: beginning(chain) }
      : { sequence: Number(found.sequence), hash: bytes(found.hash) };
  };
  // Held in memory: a report is accepted some thousand times a second. So a running service also notices that its end was cut off.
  let end = readEnd();
  return {
    chain,
    append(happening) {
      const sequence = end.sequence + 1;
      const entry = encodeEntry(happening, sequence, nowMs());
      const hash = hashAfter(end.hash, chain, entry);
      insert.run(sequence, entry, hash);
      end = { sequence, hash };
    },
    takenBack: () => {
      end = readEnd();
    },
    end: () => end.hash,
    after: (sequence, limit) =>
      next.all(sequence, limit).map((row) => ({
        sequence: Number(row.sequence),
        entry: bytes(row.entry),
        hash: bytes(row.hash),
      })),
  };
}

function chainOf(database: AuditDatabase, begin: () => Chain): Chain {
  const read = database.prepare('SELECT id, salt FROM audit_chain');
  if (read.get() === undefined) {
    const { id, salt } = begin();
    database.prepare('INSERT INTO audit_chain (one, id, salt) VALUES (1, ?, ?)').run(id, salt);
  }
  const found = read.get();
  return { id: String(found?.id), salt: bytes(found?.salt) };
}

function bytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('A hash, entry or salt of an audit is bytes');
}
