import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWithApt } from './apt.ts';
import { clockShiftFile, readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** A shifted clock for processes that are started with the environment of the clock. */
export type ShiftedClock = {
  readonly env: Readonly<Record<string, string>>;
  /** Sets the shift in seconds. Processes of the clock see the new shift within a second. */
  shift(seconds: number): void;
  remove(): Promise<void>;
};

/**
 * Creates a clock with libfaketime, which is installed with apt-get if it is missing. libfaketime replaces functions of the C
 * library, so that certificates are compared with the shifted time too. The monotonic clock and timers do not change, as after
 * setting the system time.
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
    // Written atomically, because a process may read it at any moment.
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
      // libfaketime's correction of monotonic waits would end each wait of a JVM at once.
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
      FAKETIME_DISABLE_SHM: '1',
    },
    shift,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Returns the shift in seconds; 0 if there is no file. */
const readShift = (file: string | undefined): number =>
  file === undefined ? 0 : Number(readFileSync(file, 'utf8'));

function libraryFile(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  return folders
    .map((folder) => join('/usr/lib', folder, 'faketime', 'libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}
