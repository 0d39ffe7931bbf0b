import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestingConfig } from './config.ts';
import type { MissingPart } from './part.ts';

/** A file system of a few megabytes of its own, which a test can fill and make room on. */
export type SmallDisk = {
  readonly folder: string;
  /** Takes all the room that is left, but for so many bytes. */
  fill(exceptBytes?: number): void;
  /** Gives back what `fill` took. */
  makeRoom(): void;
  remove(): Promise<void>;
};

/** Where nothing may be mounted: what it takes. Under CI that is a failure. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | MissingPart> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-disk-'));
  const options = `size=${megabytes}m,mode=0700`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { timeout: 10_000 });
  if (mounted.status !== 0) {
    await rmdir(folder);
    const unavailable = 'a small disk needs root, and a machine on which it may mount tmpfs';
    if (readTestingConfig().ci) throw new Error(unavailable);
    return { unavailable };
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: (exceptBytes = 0) => fill(filler, exceptBytes),
    makeRoom: () => rmSync(filler, { force: true }),
    remove: async () => {
      // What still runs on it keeps its files; the name is gone at once.
      spawnSync('umount', ['--lazy', folder], { timeout: 10_000 });
      await rmdir(folder);
    },
  };
}

function fill(file: string, exceptBytes: number): void {
  rmSync(`${file}-kept`, { force: true });
  if (exceptBytes > 0) writeOnce(`${file}-kept`, exceptBytes);
  const descriptor = openSync(file, 'a');
  try {
    for (const size of [65_536, 4_096])
      try {
        for (;;) writeSync(descriptor, Buffer.alloc(size));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
  } finally {
    closeSync(descriptor);
  }
  rmSync(`${file}-kept`, { force: true });
}

function writeOnce(file: string, bytes: number): void {
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, Buffer.alloc(bytes));
  closeSync(descriptor);
}
