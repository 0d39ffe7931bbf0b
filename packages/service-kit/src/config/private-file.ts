import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { safeToLog } from '../safe-error.ts';

/** The folder of a database is open to others on the machine. */
export class DataExposedError extends Error {
  override readonly name = 'DataExposedError';
  readonly code = 'DATA_EXPOSED';
  readonly [safeToLog] = true;

  constructor(folder: string, mode: number) {
    super(
      `${folder} is the folder of a database, and open to others (mode ${(mode & 0o777).toString(8)}): chmod 700 it, and think of who could read what lies there until now`,
    );
  }
}

/** What SQLite lays beside its file, with the same rights. */
const SQLITE_SUFFIXES = ['-wal', '-shm', '-journal'];

/**
 * The path of a database's file, which is its owner's alone from the first byte on, in a folder that nobody else may look
 * into: sizes and times alone tell how much is reported, and when. Made where it is missing. A file that is open in a folder
 * that is not, such as one that was copied back, was reached by nobody: it is closed. Where the name is a link the path is that
 * of what it leads to, because SQLite lays beside that what it is not through with.
 * @throws DataExposedError where others may look into the folder, or into that of a link.
 */
export function ensurePrivateFile(name: string): string {
  const file = resolveLink(name);
  for (const folder of new Set([dirname(name), dirname(file)])) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { mode } = statSync(folder);
    if ((mode & 0o077) !== 0) throw new DataExposedError(folder, mode);
  }
  // An empty file is an empty database.
  closeSync(openSync(file, 'a', 0o600));
  for (const path of [file, ...SQLITE_SUFFIXES.map((end) => `${file}${end}`)]) restrictMode(path);
  return file;
}

/** The path itself where it is no link. What a link leads to need not be there yet. */
function resolveLink(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return isThere ? realpathSync(path) : resolveLink(resolve(dirname(path), readlinkSync(path)));
}

function restrictMode(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && (stats.mode & 0o077) !== 0) chmodSync(path, 0o600);
}
