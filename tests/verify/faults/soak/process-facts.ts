import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Facts about a process from the system and from its own metrics. Unknown facts are left out. */
export type ProcessFacts = {
  readonly pid: number;
  readonly rssBytes?: number;
  readonly heapBytes?: number;
  /** Open file descriptors: files and sockets. */
  readonly descriptors?: number;
  /** Handles that keep the event loop of a Node.js process alive: sockets, timers, servers. */
  readonly handles?: number;
};

/** Reads the facts of the system, which only Linux provides. */
export async function systemFacts(pid: number): Promise<ProcessFacts> {
  const [status, descriptors] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''),
    readdir(`/proc/${pid}/fd`).catch(() => []),
  ]);
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
  return {
    pid,
    ...(kib === undefined ? {} : { rssBytes: Number(kib) * 1_024 }),
    ...(descriptors.length === 0 ? {} : { descriptors: descriptors.length }),
  };
}

/** Returns the sum of a metric in Prometheus's text format over all labels; undefined if it is missing. */
export function metricSum(metrics: string, name: string): number | undefined {
  let sum: number | undefined;
  for (const line of metrics.split('\n')) {
    if (!line.startsWith(name) || !/^[ {]/.test(line.slice(name.length))) continue;
    sum = (sum ?? 0) + Number(line.slice(line.lastIndexOf(' ') + 1));
  }
  return sum;
}

/** Returns the size of all files below a folder, without files that are deleted meanwhile. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => stat(join(parentPath, name)).then(allocated, () => 0)),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

const BLOCK_BYTES = 512;

/** The size on the disk: Kafka preallocates the whole of an index. */
function allocated({ blocks }: { readonly blocks: number }): number {
  return blocks * BLOCK_BYTES;
}
