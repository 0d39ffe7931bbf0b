import { readdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeLayout, regionLayout } from '@waylight/deployment';
import type { NodeClient } from '@waylight/tests-region';
import { compose, type EngineEnvironment } from './machines.ts';
import { startSender, waitUntilCounted } from './senders.ts';

const IDLE_MS = 30_000;
const LOAD_MS = 60_000;
/** Two senders that wait this long after each report send ten in a second. */
const PAUSE_MS = 195;
const REGION_SERVICES = [
  'kafka',
  'redis',
  'aggregation',
  'insights',
  'proxy',
  'prometheus',
  'alertmanager',
] as const;
const STORES = ['kafka', 'redis', 'aggregation', 'insights'] as const;

/** Watches a node and the region, idle and while ten reports arrive in a second. */
export async function measureUsage(
  env: EngineEnvironment,
  machines: { readonly region: string; readonly node: string; readonly client: NodeClient },
): Promise<{ readonly lines: readonly string[]; readonly node: Usage }> {
  const { region, node, client } = machines;
  const nameOf = async (dir: string, service: string): Promise<string> =>
    (await compose(env, dir, 'ps', '--format', '{{.Name}}', service)).trim();
  const intake = await nameOf(node, 'intake');
  const names = [intake];
  for (const service of REGION_SERVICES) names.push(await nameOf(region, service));
  const socket = (env.DOCKER_HOST ?? '').replace('unix://', '');
  const folders = {
    node: [nodeLayout(node).data],
    region: STORES.map((service) => regionLayout(region).dataOf(service)),
  };

  // A restart moves what is in the write-ahead log, whose size does not follow the number of reports, into the ledger.
  const restart = () => compose(env, node, 'up', '--detach', '--wait', '--force-recreate', 'intake');

  await restart();
  const idle = await watchUsage(socket, names, IDLE_MS);
  const before = { node: await diskUse(folders.node), region: await diskUse(folders.region) };
  const senders = ['steady-a', 'steady-b'].map((prefix) => startSender(client, prefix, PAUSE_MS));
  const busy = await watchUsage(socket, names, LOAD_MS);
  const ids = (await Promise.all(senders.map((sender) => sender.stop()))).flatMap((sent) => sent.ids);
  await waitUntilCounted(client, ids.slice(-2));
  await restart();

  const rate = `${((ids.length * 1_000) / LOAD_MS).toFixed(1)} reports/s`;
  const lines: string[] = [];
  for (const [state, usage] of [
    ['idle', idle],
    [rate, busy],
  ] as const)
    for (const [name, { memory, cpu }] of usage)
      lines.push(`${state}: ${name} ${mebibytes(memory)}, ${cpu.toFixed(1)} % of a core`);
  for (const place of ['node', 'region'] as const) {
    const bytes = (await diskUse(folders[place])) - before[place];
    lines.push(`${place}: ${mebibytes((bytes * 1_000) / ids.length)} of disk for 1,000 reports`);
  }
  const used = busy.get(intake);
  if (used === undefined) throw new Error(`${intake} was not watched`);
  return { lines, node: used };
}

/** Disk space of all files in these folders. Backups are not counted: their number does not follow that of reports. */
async function diskUse(folders: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const folder of folders)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || path.includes('/backups/')) continue;
      bytes += (await stat(path).catch(() => ({ blocks: 0 }))).blocks * 512;
    }
  return bytes;
}

/** What containers used while they were watched. */
type Usage = {
  /** The largest memory without file caches that the kernel can drop, in bytes. */
  readonly memory: number;
  /** In percent of one core. */
  readonly cpu: number;
};

type Stats = {
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number } };
  readonly memory_stats: { readonly usage: number; readonly stats: { readonly inactive_file: number } };
};

/** Watches containers of an engine for a time; returns the usage of each, by name. */
async function watchUsage(
  socketPath: string,
  containers: readonly string[],
  durationMs: number,
): Promise<ReadonlyMap<string, Usage>> {
  const read = async (name: string): Promise<Stats> =>
    (await ask(socketPath, `/containers/${name}/stats?stream=false&one-shot=true`)) as Stats;
  const started = performance.now();
  const first = new Map<string, Stats>();
  const largest = new Map<string, number>();
  for (const name of containers) first.set(name, await read(name));
  const usage = new Map<string, Usage>();
  for (;;) {
    const isOver = performance.now() - started >= durationMs;
    for (const name of containers) {
      const { cpu_stats, memory_stats } = await read(name);
      const memory = Math.max(largest.get(name) ?? 0, memory_stats.usage - memory_stats.stats.inactive_file);
      largest.set(name, memory);
      const cpuNs = cpu_stats.cpu_usage.total_usage - (first.get(name)?.cpu_stats.cpu_usage.total_usage ?? 0);
      usage.set(name, { memory, cpu: cpuNs / 1e4 / (performance.now() - started) });
    }
    if (isOver) return usage;
    await sleep(1_000);
  }
}

const ask = (socketPath: string, path: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request({ socketPath, path }, (answer) => json(answer).then(resolve, reject))
      .on('error', reject)
      .end();
  });

const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;

/** The median of measured times, in seconds. */
export function medianSeconds(measuredMs: readonly number[]): string {
  const sorted = [...measuredMs].sort((a, b) => a - b);
  return `${((sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN) / 1_000).toFixed(1)} s`;
}
