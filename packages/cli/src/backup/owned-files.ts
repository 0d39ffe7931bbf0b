import {
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

/**
 * Gives a file to the owner of a service's folder: services run as a user of their own, and root restores. Links are not
 * followed, because the service can create them.
 */
export function giveToOwner(file: string, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  lchownSync(file, uid, gid);
}

/** Creates a private folder, which belongs to the owner of `like`: by default the folder above. */
export function ensureFolder(folder: string, like = dirname(folder)): void {
  if (existsSync(folder)) return;
  ensureFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
  giveToOwner(folder, like);
}

/** Creates a private folder with a new name in a service's folder. */
export function temporaryFolder(folder: string, prefix: string): string {
  ensureFolder(folder);
  return mkdtempSync(join(folder, prefix));
}

/** Writes a small private file, in one step. */
export function writeOwnedFile(file: string, text: string): void {
  const unfinished = `${file}.partial`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx', flush: true });
  giveToOwner(unfinished, dirname(file));
  renameSync(unfinished, file);
}
