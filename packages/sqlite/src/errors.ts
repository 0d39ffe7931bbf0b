import { safeToLog } from '@waylight/service-kit';

/** SQLite's primary result codes whose cause is outside of the program. */
const ENVIRONMENT_CODES = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
} as const;

export type SqliteErrorCode = (typeof ENVIRONMENT_CODES)[keyof typeof ENVIRONMENT_CODES];

const CODES: ReadonlyMap<number, SqliteErrorCode> = new Map(
  Object.entries(ENVIRONMENT_CODES).map(([number, code]) => [Number(number), code]),
);

/** Reads the code from an error of either driver. Undefined if the program caused the error, or SQLite did not report it. */
export function sqliteErrorCode(error: unknown): SqliteErrorCode | undefined {
  if (!(error instanceof Error)) return undefined;
  // node:sqlite reports an extended code; its last byte is the primary one.
  if ('errcode' in error) return CODES.get(Number(error.errcode) & 0xff);
  // The encrypted driver reports names, such as SQLITE_IOERR_WRITE.
  const [name] = 'code' in error ? (/^SQLITE_[A-Z]+/.exec(String(error.code)) ?? []) : [];
  return [...CODES.values()].find((code) => code === name);
}

/** A migration failed. The file has its former schema and rows. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code = 'NOT_MIGRATED';
  readonly [safeToLog] = true;

  constructor(file: string, found: number, wanted: number, options: ErrorOptions) {
    super(
      `${file} could not be migrated from schema version ${found} to ${wanted}, and is unchanged: go back as docs/operations/upgrade.md describes`,
      options,
    );
  }
}

/** A later version of the program wrote the file. */
export class SchemaVersionError extends Error {
  override readonly name = 'SchemaVersionError';
  readonly code = 'SCHEMA_NEWER';
  readonly [safeToLog] = true;

  constructor(file: string, found: number, supported: number) {
    super(
      `${file} has schema version ${found}, but this program supports ${supported}: start the newer program`,
    );
  }
}
