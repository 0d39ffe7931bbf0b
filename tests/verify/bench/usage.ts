import { readdir, readFile, readlink } from 'node:fs/promises';
import { openRawRedis } from '@waylight/tests-region';

/** Linux counts CPU time in /proc in hundredths of a second, at any rate of its own clock. */
const US_PER_TICK = 10_000;
const KIB_PER_MIB = 1024;

/** CPU time of a process since its start in µs, user and system, over all threads. */
export async function cpuOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name is in brackets and may contain anything; user and system time are the 12th and 13th field after it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * US_PER_TICK;
}

/** CPU time of a process and of its running children, in µs. */
export async function cpuOfProcessTree(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const pids = [pid, ...children.split(' ').filter(Boolean).map(Number)];
  const each = await Promise.all(pids.map((one) => cpuOf(one).catch(() => 0)));
  return each.reduce((sum, one) => sum + one, 0);
}

/** Resident memory of a process, in MiB. */
export async function residentOf(pid: number): Promise<number> {
  const [, kib = 'NaN'] = /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / KIB_PER_MIB;
}

/** Finds the process of this machine that listens on a port; undefined if it is not visible, as in a container. */
export async function pidAt(port: number): Promise<number | undefined> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  const listening = tables
    .flatMap((table) => table.split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .find((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A');
  if (listening === undefined) return undefined;
  const socket = `socket:[${listening[9]}]`;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const files = await readdir(`/proc/${name}/fd`).catch(() => []);
    for (const file of files)
      if ((await readlink(`/proc/${name}/fd/${file}`).catch(() => '')) === socket) return Number(name);
  }
  return undefined;
}

/** CPU time of Redis since its start, from INFO. */
export type RedisUsage = { readonly cpuUs: number };

export async function redisUsage(url: string): Promise<RedisUsage> {
  const redis = await openRawRedis(url);
  try {
    const text = String(await redis.command('INFO', 'everything'));
    const field = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1]);
    return { cpuUs: 1e6 * (field('used_cpu_user') + field('used_cpu_sys')) };
  } finally {
    redis.close();
  }
}
