import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWithApt } from './apt.ts';
import { clockShiftFile, readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** A time of day for processes that are started with its environment, apart from everybody else's. */
export type ShiftedClock = {
  readonly env: Readonly<Record<string, string>>;
  /** Sets how many seconds later than for this process it is, or earlier. Its processes see that within a second. */
  shift(seconds: number): void;
  remove(): Promise<void>;
};

/**
 * By libfaketime, from the path or by apt: it stands between a process and the C library, so certificates are held
 * against the shifted time as well. The monotonic clock, and with it every timer, goes on as it is: as when somebody sets
 * the time of day.
 */
export async function createShiftedClock(): Promise<ShiftedClock | MissingDependency> {
  const library = libraryFile() ?? (installWithApt('libfaketime') === undefined ? libraryFile() : undefined);
  if (library === undefined) {
    const unavailable = 'a shifted clock needs libfaketime, or root on Debian or Ubuntu';
    if (readTestingConfig().ci) throw new Error(unavailable);
    return { unavailable };
  }
  const folder = await mkdtemp(join(tmpdir(), 'waylight-clock-'));
  const file = join(folder, 'shift');
  const shiftOfRun = readShift(clockShiftFile());
  const shift = (seconds: number) => {
    const total = shiftOfRun + seconds;
    // Whole or not at all: a process may read it at any moment.
    writeFileSync(`${file}.new`, `${total < 0 ? '' : '+'}${total}\n`);
    renameSync(`${file}.new`, file);
  };
  shift(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // Its correction of waits by the monotonic clock would end each wait of a JVM at once.
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
      FAKETIME_DISABLE_SHM: '1',
    },
    shift,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Seconds; 0 without a file. */
const readShift = (file: string | undefined): number =>
  file === undefined ? 0 : Number(readFileSync(file, 'utf8'));

function libraryFile(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  return folders
    .map((folder) => join('/usr/lib', folder, 'faketime', 'libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}
