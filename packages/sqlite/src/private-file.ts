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
import { safeToLog } from '@waylight/service-kit';

/** Other users of the machine may read the folder of a database. */
export class DataExposedError extends Error {
  override readonly name = 'DataExposedError';
  readonly code = 'DATA_EXPOSED';
  readonly [safeToLog] = true;

  constructor(folder: string, mode: number) {
    super(
      `the database folder ${folder} is open to other users (mode ${(mode & 0o777).toString(8)}): chmod 700 it, and consider who could have read its files`,
    );
  }
}

/** Suffixes of the files that SQLite creates next to a database file, with the same mode. */
const SQLITE_SUFFIXES = ['-wal', '-shm', '-journal'];

/**
 * Creates the file and its folder if missing, so that only the owner can read them. Even sizes and times of files reveal how much
 * is reported, and when, so the folder is private too. A file that others may read, such as a restored copy, was not exposed if
 * its folder is private: its mode is restricted. Returns the path with links resolved, because SQLite creates its other files in
 * the folder of the target.
 * @throws DataExposedError if others may read the folder of the file, or of the target of a link.
 */
export function ensurePrivateFile(name: string): string {
  const file = resolveLink(name);
  for (const folder of new Set([dirname(name), dirname(file)])) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { mode } = statSync(folder);
    if ((mode & 0o077) !== 0) throw new DataExposedError(folder, mode);
  }
  // SQLite treats an empty file as an empty database.
  closeSync(openSync(file, 'a', 0o600));
  for (const path of [file, ...SQLITE_SUFFIXES.map((suffix) => `${file}${suffix}`)]) restrictMode(path);
  return file;
}

/** Resolves a link even if its target does not exist yet. */
function resolveLink(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
  const exists = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return exists ? realpathSync(path) : resolveLink(resolve(dirname(path), readlinkSync(path)));
}

function restrictMode(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && (stats.mode & 0o077) !== 0) chmodSync(path, 0o600);
}
