import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installByApt } from './apt.ts';
import { readTestingConfig } from './config.ts';
import type { MissingPart } from './part.ts';

/** A time of day for processes that are started with its environment, apart from everybody else's. */
export type ShiftedClock = {
  readonly env: Readonly<Record<string, string>>;
  /** From now on it is so many seconds later than it really is, or earlier. Its processes see it within a second. */
  shift(seconds: number): void;
  remove(): Promise<void>;
};

/**
 * By libfaketime, from the path or by apt: it stands between a process and the C library, so certificates are held
 * against the shifted time as well. The monotonic clock, and with it every timer, goes on as it is: as when somebody sets
 * the time of day.
 */
export async function shiftedClock(): Promise<ShiftedClock | MissingPart> {
  const library = libraryFile() ?? (installByApt('libfaketime') === undefined ? libraryFile() : undefined);
  if (library === undefined) {
    const unavailable = 'a shifted clock needs libfaketime, or root on Debian or Ubuntu';
    if (readTestingConfig().ci) throw new Error(unavailable);
    return { unavailable };
  }
  const folder = await mkdtemp(join(tmpdir(), 'waylight-clock-'));
  const file = join(folder, 'shift');
  const shift = (seconds: number) => {
    // Whole or not at all: a process may read it at any moment.
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${file}.new`, file);
  };
  shift(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DISABLE_SHM: '1',
    },
    shift,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function libraryFile(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  return folders
    .map((folder) => join('/usr/lib', folder, 'faketime', 'libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}
