import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { openRawRedis, ROOT } from '@waylight/tests-separate-region';

export type Machine = Readonly<
  Record<'cpu' | 'cores' | 'memory' | 'system' | 'node' | 'kafka' | 'redis', string>
>;

const GIB = 2 ** 30;

/** What the figures were measured on. */
export async function describeMachine(kafkaIsGiven: boolean, redisUrl: string): Promise<Machine> {
  const redis = await openRawRedis(redisUrl);
  const info = String(await redis.command('INFO', 'server'));
  const [, redisVersion = 'unknown'] = /redis_version:(\S+)/.exec(info) ?? [];
  const durability = (await redis.command('CONFIG', 'GET', 'appendfsync')) as [Buffer, Buffer] | [];
  redis.close();
  const pom = readFileSync(join(ROOT, 'packages/testing/kafka/pom.xml'), 'utf8');
  const [, kafkaVersion = 'unknown'] = /<kafka.version>([^<]+)/.exec(pom) ?? [];
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: String(availableParallelism()),
    memory: `${Math.round(totalmem() / GIB)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    kafka: kafkaIsGiven
      ? 'given, version not known'
      : `Apache Kafka ${kafkaVersion}, one broker on this machine`,
    redis: `${redisVersion}, appendfsync ${String(durability[1] ?? 'unknown')}`,
  };
}
