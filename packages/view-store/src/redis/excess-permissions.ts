import { ErrorReply } from 'redis';
import { ViewStoreRefusedError, ViewStoreUnavailableError } from '../errors.ts';
import { connectRedis, type RedisOptions } from './connection.ts';
import { rawKeys, releasedKeys } from './keys.ts';

/** Whose user it is. */
export type RedisUser = 'aggregation' | 'insights';

/** What looks over the whole server, or at a key of nobody's. None of it changes anything, or takes long, where it is answered. */
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
 * Writes that change nothing where the key is not there. Of `HSET` and `MSET` the rights are looked at before it is noticed that
 * a value is missing.
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
 * Whether Redis answers somebody without name or password, whatever it answers. Throws ViewStoreUnavailableError where
 * nothing answers.
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
 * Asks Redis what this service's user must be refused, and gives what was answered: nothing where its rights are right.
 * Throws ViewStoreUnavailableError where nothing answers, also where it does not know the user.
 */
export async function findExcessPermissions(
  options: RedisOptions & { readonly namespace: string },
  user: RedisUser,
): Promise<readonly string[]> {
  const { namespace } = options;
  const { meta } = rawKeys(namespace).partition('any', 'any');
  const { status, probe } = releasedKeys(namespace);
  const commands = [
    ...FORBIDDEN_COMMANDS,
    ['TYPE', meta],
    ...(user === 'aggregation'
      ? []
      : [
          ['HGETALL', meta],
          ['GET', rawKeys(namespace).live],
          ['HLEN', status],
          // A release that it may write is a release that it may forge.
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
    // Any other refusal, such as of a key's type, came after the rights were looked at.
    return error.reply !== 'NOPERM';
  }
}
