import { ViewStoreRefusedError } from '../errors.ts';
import type { RedisConnection } from './connection.ts';
import { defaultUserAcl } from './keys.ts';
import { asPairs, asText } from './replies.ts';

const REQUIRED_SETTINGS = [
  ['appendonly', 'yes', 'writes are lost when the server restarts'],
  ['appendfsync', 'always', 'up to a second of commits is lost when the machine stops'],
  ['maxmemory-policy', 'noeviction', 'cells disappear when memory is short'],
] as const;

/** Commands of scripts that are written to the append-only file, each with a key of the region. */
const WRITE_COMMANDS = [
  ['SET', '1'],
  ['HSET', 'field', '1'],
  ['HINCRBY', 'field', '1'],
  ['HDEL', 'field'],
  ['SADD', 'member'],
  ['SREM', 'member'],
  ['PEXPIREAT', '1'],
  ['DEL'],
  ['UNLINK'],
];

/** Compares the server's settings with the required ones. Returns one sentence for each difference. */
export async function checkRedisServer(redis: RedisConnection, key: string): Promise<readonly string[]> {
  const problems: string[] = [];
  const info = asText(await redis.call(key, ['INFO', 'server'])) ?? '';
  const [major = 0, minor = 0] = (/redis_version:([\d.]+)/.exec(info)?.[1] ?? '').split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    problems.push(`the server is Redis ${major}.${minor}; 6.2 or later is required`);
  }
  for (const [setting, value, otherwise] of REQUIRED_SETTINGS) {
    try {
      const [pair] = asPairs(await redis.call(key, ['CONFIG', 'GET', setting]));
      const found = pair ? new TextDecoder().decode(pair[1]) : 'unset';
      if (found !== value) problems.push(`${setting} is ${found} and should be ${value}: ${otherwise}`);
    } catch (error) {
      if (!(error instanceof ViewStoreRefusedError)) throw error;
      problems.push(`cannot read ${setting} (it should be ${value}): allow "config|get" to this user`);
    }
  }
  problems.push(...(await checkDefaultUser(redis, key)));
  return problems;
}

/**
 * Checks the permissions of the user `default`. At its start, Redis replays the append-only file as this user. Versions until late
 * 2025 drop each transaction that this user may not write (https://github.com/redis/redis/issues/14541), and each commit is a
 * transaction.
 */
async function checkDefaultUser(redis: RedisConnection, key: string): Promise<readonly string[]> {
  try {
    for (const [command = '', ...args] of WRITE_COMMANDS) {
      const reply = asText(await redis.call(key, ['ACL', 'DRYRUN', 'default', command, key, ...args]));
      if (reply !== 'OK')
        return [
          `the user default may not write and should be "${defaultUserAcl().join(' ')}": ` +
            'commits are lost when the server restarts',
        ];
    }
    return [];
  } catch (error) {
    if (!(error instanceof ViewStoreRefusedError)) throw error;
    return error.reply === 'NOPERM'
      ? ['cannot read the permissions of the user default: allow "acl|dryrun" to this user']
      : []; // Redis 6.2 does not have the command.
  }
}
