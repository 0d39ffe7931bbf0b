import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** A file system that a test can fill and empty. It needs only as much memory as its content. */
export type SmallDisk = {
  readonly folder: string;
  /** Leaves only this many bytes free. */
  fill(exceptBytes?: number): void;
  /** Restores the original size. */
  makeRoom(): void;
  remove(): Promise<void>;
};

const BYTES_OF_MEGABYTE = 2 ** 20;
const MOST_TRIES = 100;

/** Mounts a small disk, or returns what is missing for it. Under CI, throws if something is missing. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | MissingDependency> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-disk-'));
  const size = megabytes * BYTES_OF_MEGABYTE;
  if (!mount('-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', folder)) {
    await rmdir(folder);
    const unavailable = 'a small disk needs root, and a machine on which it may mount tmpfs';
    if (readTestingConfig().ci) throw new Error(unavailable);
    return { unavailable };
  }
  // The disk is filled by changing its size limit, not its content. Writing gigabytes would need as much memory, and time.
  const resize = (bytes: () => number) => {
    // If a server has written more meanwhile, the disk cannot shrink.
    for (let tries = 0; tries < MOST_TRIES; tries++)
      if (mount('-o', `remount,size=${bytes()}`, folder)) return;
    throw new Error(`${folder} could not be resized`);
  };
  return {
    folder,
    fill: (exceptBytes = 0) => resize(() => usedBytes(folder) + exceptBytes),
    makeRoom: () => resize(() => size),
    remove: async () => {
      // This is a lazy unmount, so running processes keep their files.
      spawnSync('umount', ['--lazy', folder], { timeout: 10_000 });
      await rmdir(folder);
    },
  };
}

function mount(...args: readonly string[]): boolean {
  return spawnSync('mount', args, { timeout: 10_000 }).status === 0;
}

function usedBytes(folder: string): number {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return (blocks - bfree) * bsize;
}
