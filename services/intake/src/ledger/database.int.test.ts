import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LEDGER_KEY } from '../testing/report-commands.ts';
import { openDatabase } from './database.ts';

const sqliteError = (code: string) => Object.assign(new Error('of SQLite'), { code });

it.each([
  ['SQLITE_IOERR_WRITE', 'disk-failed'],
  ['SQLITE_CORRUPT', 'disk-failed'],
  ['SQLITE_READONLY_DBMOVED', 'disk-failed'],
  ['SQLITE_FULL', 'full'],
  ['ENOSPC', 'full'],
])('reports %s as an error of the ledger', (code, expected) => {
  expect(errorOf(sqliteError(code))).toMatchObject({ name: 'LedgerError', code: expected });
});

it.each([sqliteError('SQLITE_CONSTRAINT_UNIQUE'), new TypeError('a defect')])(
  'passes a defect on as it is: %s',
  (defect) => {
    expect(errorOf(defect)).toBe(defect);
  },
);

/** The error of a transaction whose work fails. */
function errorOf(cause: Error): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const database = openDatabase({ file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY });
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  try {
    return database.transaction(() => {
      throw cause;
    });
  } catch (error) {
    return error;
  }
}
