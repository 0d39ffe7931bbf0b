import { setImmediate as nextTurn } from 'node:timers/promises';
import { AuditKind } from '@waylight/contracts/audit';
import type { SqliteDatabase } from '@waylight/sqlite';
import { type AuditEvent, encodeEntry, SERVICE_ACTOR } from '../chain/audit-event.ts';
import { type Chain, genesisHash, hashEntry, type Link, type PrunePoint } from '../chain/chain.ts';
import { findPrunePoint } from '../chain/pruning.ts';
import type { ChainStart } from '../chain/verify-chain.ts';

/**
 * Tables of an audit, in the database of its service. Triggers reject everything but additions and pruning. `cut_sequence` is the
 * sequence of the last pruned entry, `cut_hash` its hash, and `cut_at` the time of pruning. Triggers reject deleting entries after
 * `cut_sequence`. `cut_sequence` can only increase, and only if the last entry of the chain records the pruned hash.
 */
export const AUDIT_TABLES = `
CREATE TABLE audit_chain (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  salt BLOB NOT NULL,
  cut_sequence INTEGER NOT NULL DEFAULT 0,
  cut_hash BLOB,
  cut_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE audit_entry (
  sequence INTEGER PRIMARY KEY,
  entry BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
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
`;

type AuditDatabase = Pick<SqliteDatabase, 'prepare'>;

type NumberedLink = Link & { readonly sequence: number };

export type AuditStore = {
  /** Replaced when entries are pruned: do not keep a copy. */
  readonly chain: Chain;
  /** The clock that dates the entries. */
  readonly nowMs: () => number;
  /** Adds an entry, inside of the transaction of its event. */
  append(event: AuditEvent): void;
  /** Call this after a rollback of a transaction with `append`. */
  resetAfterRollback(): void;
  /** Returns the hash of the last entry. */
  head(): Uint8Array;
  /** Returns at most `limit` links after this sequence, in order. */
  linksAfter(sequence: number, limit: number): readonly NumberedLink[];
  /** Returns all links, and reads a few at a time. Nothing is pruned while they are read. */
  links(): AsyncGenerator<NumberedLink>;
  /** Returns the start of a pruned chain. */
  start(): ChainStart | undefined;
  /**
   * Removes at most `limit` of the oldest entries that have expired by both the service's clock and `otherClockMs`. Records the
   * removal in a new entry, and returns the number of removed entries. Pruning cannot be undone, so no clock decides alone: if the
   * two differ by more than a day, nothing is removed.
   */
  prune(otherClockMs: number, limit: number): number;
};

type ChainHead = { readonly sequence: number; readonly hash: Uint8Array };

export type AuditStoreOptions = {
  readonly database: AuditDatabase;
  /** Name and salt of a new chain; an existing one keeps its own. */
  readonly createChain: () => Chain;
  readonly nowMs: () => number;
  /** Runs the work in one transaction. Afterwards it must also erase the removed content from the database files. */
  readonly pruneInTransaction: (work: () => void) => void;
};

/** Links read between two turns of the event loop. */
const CHUNK = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

export function createAuditStore({
  database,
  createChain,
  nowMs,
  pruneInTransaction,
}: AuditStoreOptions): AuditStore {
  let { chain, prunedAtMs } = loadChain(database, createChain);
  let readers = 0;
  const insert = database.prepare('INSERT INTO audit_entry (sequence, entry, hash) VALUES (?, ?, ?)');
  const last = database.prepare('SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1');
  const next = database.prepare(
    'SELECT sequence, entry, hash FROM audit_entry WHERE sequence > ? ORDER BY sequence LIMIT ?',
  );
  const setPrunePoint = database.prepare('UPDATE audit_chain SET cut_sequence = ?, cut_hash = ?, cut_at = ?');
  const remove = database.prepare('DELETE FROM audit_entry WHERE sequence <= ?');
  const readHead = (): ChainHead => {
    const found = last.get();
    return found === undefined
      ? { sequence: 0, hash: genesisHash(chain) }
      : { sequence: Number(found.sequence), hash: requireBytes(found.hash) };
  };
  // The head is cached, because a service accepts thousands of reports a second. So the service also notices if the newest entries
  // are deleted.
  let head = readHead();
  const append = (event: AuditEvent): void => {
    const sequence = head.sequence + 1;
    const entry = encodeEntry(event, sequence, nowMs());
    const hash = hashEntry(head.hash, chain, entry);
    insert.run(sequence, entry, hash);
    head = { sequence, hash };
  };
  const resetAfterRollback = (): void => {
    head = readHead();
  };
  const linksAfter = (sequence: number, limit: number): NumberedLink[] =>
    next.all(sequence, limit).map((row) => ({
      sequence: Number(row.sequence),
      entry: requireBytes(row.entry),
      hash: requireBytes(row.hash),
    }));
  const pruneTo = (prunedTo: PrunePoint, count: number): void => {
    append({ kind: AuditKind.AUDIT_PRUNED, actor: SERVICE_ACTOR, count, prunedTo });
    setPrunePoint.run(prunedTo.sequence, prunedTo.hash, nowMs());
    remove.run(prunedTo.sequence);
  };
  return {
    get chain() {
      return chain;
    },
    nowMs,
    append,
    resetAfterRollback,
    head: () => head.hash,
    linksAfter,
    async *links() {
      readers++;
      try {
        for (let read = 0; ; await nextTurn()) {
          const links = linksAfter(read, CHUNK);
          yield* links;
          const last = links.at(-1);
          if (last === undefined || links.length < CHUNK) return;
          read = last.sequence;
        }
      } finally {
        readers--;
      }
    },
    start: () =>
      chain.prunedTo === undefined ? undefined : { sequence: chain.prunedTo.sequence + 1, prunedAtMs },
    prune(otherClockMs, limit) {
      if (readers > 0 || Math.abs(nowMs() - otherClockMs) > DAY_MS) return 0;
      // One link more than the limit, because the youngest expired entry stays.
      const prunedTo = findPrunePoint(linksAfter(0, limit + 1), Math.min(nowMs(), otherClockMs));
      if (prunedTo === undefined) return 0;
      const count = prunedTo.sequence - (chain.prunedTo?.sequence ?? 0);
      try {
        pruneInTransaction(() => pruneTo(prunedTo, count));
      } catch (error) {
        resetAfterRollback();
        throw error;
      }
      ({ chain, prunedAtMs } = loadChain(database, createChain));
      return count;
    },
  };
}

function loadChain(
  database: AuditDatabase,
  createChain: () => Chain,
): { readonly chain: Chain; readonly prunedAtMs: number } {
  const read = database.prepare('SELECT id, salt, cut_sequence, cut_hash, cut_at FROM audit_chain');
  if (read.get() === undefined) {
    const { id, salt } = createChain();
    database.prepare('INSERT INTO audit_chain (one, id, salt) VALUES (1, ?, ?)').run(id, salt);
  }
  const found = read.get();
  const sequence = Number(found?.cut_sequence);
  const prunedTo = sequence > 0 ? { prunedTo: { sequence, hash: requireBytes(found?.cut_hash) } } : {};
  return {
    chain: { id: String(found?.id), salt: requireBytes(found?.salt), ...prunedTo },
    prunedAtMs: Number(found?.cut_at),
  };
}

function requireBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('a hash, entry or salt of an audit must be bytes');
}
