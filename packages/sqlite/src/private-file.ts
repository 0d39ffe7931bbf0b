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

/** Suffixes of the files that SQLite creates beside a database, with the same mode. */
const SQLITE_SUFFIXES = ['-wal', '-shm', '-journal'];

/**
 * Creates the file and its folder if missing, readable by the owner alone. Sizes and times alone reveal how much is reported,
 * and when, so the folder is private too. An open file in a private folder, such as a restored copy, was never exposed: it is closed.
 * Returns the path with links resolved, because SQLite creates its other files beside the target.
 * @throws DataExposedError if others may read the folder of the file, or of the target of a link.
 */
export function ensurePrivateFile(name: string): string {
  const file = resolveLink(name);
  for (const folder of new Set([dirname(name), dirname(file)])) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { mode } = statSync(folder);
    if ((mode & 0o077) !== 0) throw new DataExposedError(folder, mode);
  }
  // SQLite takes an empty file for an empty database.
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
