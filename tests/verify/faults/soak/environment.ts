import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { openRawRedis, ROOT } from '@waylight/tests-region';
import type { FaultyRegion } from '../faulty-region.ts';

/** Describes the machine and the versions of a run. */
export async function describeEnvironment({
  stores,
}: FaultyRegion): Promise<Readonly<Record<string, string>>> {
  const pom = await readFile(join(ROOT, 'packages/testing/kafka/pom.xml'), 'utf8');
  const client = await openRawRedis(stores.primary().address);
  const info = String(await client.command('INFO', 'server'));
  const durability = (await client.command('CONFIG', 'GET', 'appendfsync')) as [Buffer, Buffer] | [];
  client.close();
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: String(availableParallelism()),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    commit: commit(),
    node: process.version,
    kafka: `Apache Kafka ${/<kafka.version>([^<]+)/.exec(pom)?.[1] ?? 'unknown'}, one broker`,
    redis: `${/redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown'}, appendfsync ${String(durability[1] ?? 'unknown')}`,
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['-C', ROOT, 'rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
