import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** A file system of its own, which a test can fill and make room on. It takes memory only for what lies on it. */
export type SmallDisk = {
  readonly folder: string;
  /** No room is left, but for so many bytes. */
  fill(exceptBytes?: number): void;
  /** It is as large again as it was. */
  makeRoom(): void;
  remove(): Promise<void>;
};

const BYTES_OF_MEGABYTE = 2 ** 20;
const MOST_TRIES = 100;

/** Where nothing may be mounted: what it takes. Under CI that is a failure. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | MissingDependency> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-disk-'));
  const size = megabytes * BYTES_OF_MEGABYTE;
  if (!mount('-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', folder)) {
    await rmdir(folder);
    const unavailable = 'a small disk needs root, and a machine on which it may mount tmpfs';
    if (readTestingConfig().ci) throw new Error(unavailable);
    return { unavailable };
  }
  // Its limit is moved, not its content: filling gigabytes would take as much memory, and time.
  const resize = (bytes: () => number) => {
    // Whoever works on it may have taken more by the time that it is to shrink to what was there: then it does not shrink.
    for (let tries = 0; tries < MOST_TRIES; tries++)
      if (mount('-o', `remount,size=${bytes()}`, folder)) return;
    throw new Error(`${folder} could not be resized`);
  };
  return {
    folder,
    fill: (exceptBytes = 0) => resize(() => usedBytes(folder) + exceptBytes),
    makeRoom: () => resize(() => size),
    remove: async () => {
      // What still runs on it keeps its files; the name is gone at once.
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
