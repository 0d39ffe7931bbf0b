import { randomBytes } from 'node:crypto';
import { safeToLog } from '@waylight/service-kit';
import { DataExposedError, openSqlite, SchemaVersionError, type SqliteDatabase } from '@waylight/sqlite';
import type { AuditEvent } from '../../chain/audit-event.ts';
import { SALT_BYTES } from '../../chain/chain.ts';
import { AUDIT_TABLES, type AuditStore, createAuditStore } from '../audit-store.ts';

/** The open database, for copies. */
export type AuditDatabase = Pick<SqliteDatabase, 'file' | 'prepare' | 'copyTo'>;

export type AuditFile = {
  readonly store: AuditStore;
  readonly database: AuditDatabase;
  /** The entry is durable when this returns. */
  write(event: AuditEvent): void;
  close(): void;
};

export type AuditFileOptions = {
  readonly file: string;
  /** Environment variable that names the file. */
  readonly variable: string;
  /** Name of a new chain. It is always the same for a process, so that a lost file is noticed. */
  readonly name: string;
  readonly nowMs: () => number;
};

/** The audit file cannot be used. Messages quote only the name of a variable. */
export class AuditFileError extends Error {
  override readonly name = 'AuditFileError';
  readonly code = 'AUDIT_UNAVAILABLE';
  readonly [safeToLog] = true;
}

/**
 * Opens the audit of a service without a database of its own: one file and one chain for each process. There are few entries, so
 * each is on disk before `write` returns.
 */
export function openAuditFile({ file, variable, name, nowMs }: AuditFileOptions): AuditFile {
  const database = openDatabase(file, variable);
  try {
    const store = createAuditStore({
      database,
      createChain: () => ({ id: name, salt: randomBytes(SALT_BYTES) }),
      nowMs,
      pruneInTransaction: (work) => {
        database.transaction(work);
        // Removed entries would stay in the write-ahead log until SQLite reuses it.
        database.truncateWal();
      },
    });
    return { store, database, write: (event) => writeEvent(database, store, event), close: database.close };
  } catch (error) {
    database.close();
    throw error;
  }
}

function writeEvent(database: SqliteDatabase, store: AuditStore, event: AuditEvent): void {
  try {
    database.transaction(() => store.append(event));
  } catch (error) {
    store.resetAfterRollback();
    throw new AuditFileError('writing the audit failed: check whether its disk is full', { cause: error });
  }
}

function openDatabase(file: string, variable: string): SqliteDatabase {
  try {
    return openSqlite({
      file,
      exclusive: true,
      pragmas: { synchronous: 'FULL', secure_delete: 'ON' },
      migrations: [AUDIT_TABLES],
    });
  } catch (error) {
    if (error instanceof DataExposedError) throw error;
    if (error instanceof SchemaVersionError) throw new AuditFileError(error.message, { cause: error });
    throw new AuditFileError(
      `cannot open the file of ${variable} as an audit: choose a folder that this user may write to, and one file for each process`,
      { cause: error },
    );
  }
}
