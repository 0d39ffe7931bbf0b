import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { openRawRedis, ROOT } from '@waylight/tests-region';

const GIB = 2 ** 30;

/** Describes this machine, and our commit. */
export function describeMachine(): Readonly<Record<string, string>> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: String(availableParallelism()),
    memory: `${Math.round(totalmem() / GIB)} GiB`,
    system: `${type()} ${release()}`,
    commit: commit(),
    node: process.version,
  };
}

export function kafkaVersion(): string {
  const pom = readFileSync(join(ROOT, 'packages/testing/kafka/pom.xml'), 'utf8');
  const [, version = 'unknown'] = /<kafka.version>([^<]+)/.exec(pom) ?? [];
  return `Apache Kafka ${version}, one broker on this machine`;
}

/** Returns the version of a store, with the values of some settings. */
export async function redisVersion(url: string, settings: readonly string[]): Promise<string> {
  const redis = await openRawRedis(url);
  const info = String(await redis.command('INFO', 'server'));
  const [, version = 'unknown'] = /redis_version:(\S+)/.exec(info) ?? [];
  const parts = [version];
  for (const setting of settings) {
    const found = (await redis.command('CONFIG', 'GET', setting)) as [Buffer, Buffer] | [];
    parts.push(`${setting} ${String(found[1] ?? 'unknown')}`);
  }
  redis.close();
  return parts.join(', ');
}

/** Our commit, with a note if files were changed since. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', ROOT, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`;
  } catch {
    return 'unknown';
  }
}
