import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the system and a process's own metrics say of it. What is not known is left out. */
export type ProcessFacts = {
  readonly pid: number;
  readonly rssBytes?: number;
  readonly heapBytes?: number;
  /** Open file descriptors: files and sockets. */
  readonly descriptors?: number;
  /** What keeps the event loop of a Node.js process alive: sockets, timers, servers. */
  readonly handles?: number;
};

/** Of the system: Linux alone tells. */
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

/** The sum over all labels of a metric in Prometheus's text format; undefined where it is not there. */
export function metricSum(metrics: string, name: string): number | undefined {
  let sum: number | undefined;
  for (const line of metrics.split('\n')) {
    if (!line.startsWith(name) || !/^[ {]/.test(line.slice(name.length))) continue;
    sum = (sum ?? 0) + Number(line.slice(line.lastIndexOf(' ') + 1));
  }
  return sum;
}

/** Of all files below a folder; one that goes away meanwhile counts nothing. */
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

/** What a file takes on the disk: Kafka reserves the whole of an index before it is written. */
function allocated({ blocks }: { readonly blocks: number }): number {
  return blocks * BLOCK_BYTES;
}
