import { ErrorReply } from 'redis';
import { ViewStoreRefusedError, ViewStoreUnavailableError } from '../errors.ts';
import { connectRedis, type RedisOptions } from './connection.ts';
import { rawKeys, releasedKeys } from './keys.ts';

/**
 * Commands that concern the whole server, or a key outside of the region. Even if they are permitted, none of them changes
 * anything or takes long.
 */
const FORBIDDEN_COMMANDS = [
  ['SCAN', '0', 'COUNT', '1'],
  ['RANDOMKEY'],
  ['ACL', 'WHOAMI'],
  ['CLIENT', 'ID'],
  ['LASTSAVE'],
  ['KEYS', 'a-key-of-nobody'],
  ['GET', 'a-key-of-nobody'],
  ...writesTo('a-key-of-nobody'),
];

/**
 * Write commands that change nothing if the key does not exist. For `HSET` and `MSET`, Redis checks the permissions before it
 * notices the missing value.
 */
function writesTo(key: string): string[][] {
  return [
    ['SET', key, '', 'XX'],
    ['MSET', key, '', key],
    ['HSET', key, 'a', '', 'b'],
    ['HDEL', key, 'a'],
    ['DEL', key],
    ['UNLINK', key],
    ['SREM', key, 'a'],
  ];
}

/**
 * Returns true if Redis accepts a connection without name and password. Throws ViewStoreUnavailableError without a reply.
 */
export async function hasAnonymousAccess({
  url,
  ...options
}: Pick<RedisOptions, 'tls' | 'connectTimeoutMs'> & { readonly url: string }): Promise<boolean> {
  const anonymousUrl = new URL(url);
  anonymousUrl.username = '';
  anonymousUrl.password = '';
  try {
    await (await connectRedis({ ...options, url: anonymousUrl.href })).close();
    return true;
  } catch (error) {
    if (!(error instanceof ViewStoreUnavailableError) || !(error.cause instanceof ErrorReply)) throw error;
    return !error.cause.message.startsWith('NOAUTH');
  }
}

/**
 * Sends the commands that Redis must reject for the user of this service, and returns the permitted ones. Throws ViewStoreUnavailableError
 * without a reply, or if Redis does not have the user.
 */
export async function findExcessPermissions(
  options: RedisOptions & { readonly namespace: string },
  service: string,
): Promise<readonly string[]> {
  const { namespace } = options;
  const { meta } = rawKeys(namespace).partition('any', 'any');
  const { status, probe } = releasedKeys(namespace);
  const commands = [
    ...FORBIDDEN_COMMANDS,
    ['TYPE', meta],
    ...(service === 'aggregation'
      ? []
      : [
          ['HGETALL', meta],
          ['GET', rawKeys(namespace).live],
          ['HLEN', status],
          // A user that may write releases can forge them.
          ...writesTo(`${probe}-of-nobody`),
          ['EVAL', 'return 1', '0'],
        ]),
  ];
  const redis = await connectRedis(options);
  try {
    const permitted: string[] = [];
    for (const command of commands)
      if (await isPermitted(redis.call('', command))) permitted.push(command.join(' '));
    return permitted;
  } finally {
    await redis.close();
  }
}

async function isPermitted(reply: Promise<unknown>): Promise<boolean> {
  try {
    await reply;
    return true;
  } catch (error) {
    if (!(error instanceof ViewStoreRefusedError)) throw error;
    // Any other error, such as for the type of a key, means that the check of permissions has passed.
    return error.reply !== 'NOPERM';
  }
}
