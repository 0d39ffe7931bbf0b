import { readdir, readFile } from 'node:fs/promises';

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
