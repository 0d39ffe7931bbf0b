import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { DataExposedError, ensurePrivateFile, safeToLog } from '@waylight/service-kit';
import type { AuditEvent } from '../../chain/audit-event.ts';
import { SALT_BYTES } from '../../chain/chain.ts';
import { AUDIT_TABLES, type AuditStore, createAuditStore } from '../audit-store.ts';

export type AuditFile = {
  readonly store: AuditStore;
  /** Durable when it returns. */
  write(event: AuditEvent): void;
  close(): void;
};

export type AuditFileOptions = {
  readonly file: string;
  /** The variable that named the file. */
  readonly variable: string;
  /** How a chain that begins now is named: always the same for a process, so that a file that is gone is missed. */
  readonly name: string;
  readonly nowMs: () => number;
};

/** The file of an audit can't be used. Messages are ours and quote nothing but a variable's name. */
export class AuditFileError extends Error {
  override readonly name = 'AuditFileError';
  readonly code = 'AUDIT_UNAVAILABLE';
  readonly [safeToLog] = true;
}

/**
 * The audit of a service that has no database of its own to put it into: a file for each process, and a chain for each file, which only
 * one process has open. Entries are few, so that each is on the disk before `write` returns.
 */
export function openAuditFile({ file, variable, name, nowMs }: AuditFileOptions): AuditFile {
  const sqlite = openDatabase(file, variable);
  try {
    const store = createAuditStore({
      database: sqlite,
      createChain: () => ({ id: name, salt: randomBytes(SALT_BYTES) }),
      nowMs,
      pruneInTransaction: (work) => {
        inTransaction(sqlite, work);
        // What was removed lies in the write-ahead log until that comes round.
        sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      },
    });
    return { store, write: (event) => writeEvent(sqlite, store, event), close: () => sqlite.close() };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function writeEvent(sqlite: DatabaseSync, store: AuditStore, event: AuditEvent): void {
  try {
    inTransaction(sqlite, () => store.append(event));
  } catch (error) {
    store.resetAfterRollback();
    throw new AuditFileError('the audit cannot be written: see whether its disk is full', { cause: error });
  }
}

function inTransaction(sqlite: DatabaseSync, work: () => void): void {
  try {
    sqlite.exec('BEGIN IMMEDIATE');
    work();
    sqlite.exec('COMMIT');
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}

/** Each takes a file from the version before to its own; they are never edited, only added to. */
const MIGRATIONS: readonly string[] = [AUDIT_TABLES];

/** Applies the migrations that the file does not have yet, each in its own transaction. Refuses a file of a later version. */
export function migrate(sqlite: DatabaseSync, migrations = MIGRATIONS): void {
  const found = Number(sqlite.prepare('PRAGMA user_version').get()?.user_version);
  if (found > migrations.length)
    throw new AuditFileError(
      `the audit is of version ${found}; this program knows ${migrations.length}: start the newer program`,
    );
  for (const [i, change] of migrations.slice(found).entries())
    sqlite.exec(`BEGIN IMMEDIATE; ${change} PRAGMA user_version = ${found + i + 1}; COMMIT;`);
}

function openDatabase(file: string, variable: string): DatabaseSync {
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(ensurePrivateFile(file));
    sqlite.exec(
      `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
       BEGIN IMMEDIATE; COMMIT;`,
    );
    migrate(sqlite);
    return sqlite;
  } catch (error) {
    sqlite?.close();
    if (error instanceof DataExposedError || error instanceof AuditFileError) throw error;
    throw new AuditFileError(
      `the file of ${variable} cannot be opened as an audit: it wants a place that this user may write to, and each process its own file`,
      { cause: error },
    );
  }
}
