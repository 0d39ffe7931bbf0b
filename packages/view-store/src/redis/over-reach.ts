import { ViewStoreRefusedError } from '../errors.ts';
import { connectRedis, type RedisOptions } from './connection.ts';
import { rawKeys, releasedKeys } from './keys.ts';

/** Whose user it is. */
export type RedisUser = 'aggregation' | 'insights';

/** What looks over the whole server. None of it changes anything, or takes long, where it is answered. */
const OF_NOBODY = [
  ['SCAN', '0', 'COUNT', '1'],
  ['RANDOMKEY'],
  ['ACL', 'WHOAMI'],
  ['CLIENT', 'ID'],
  ['LASTSAVE'],
];

/**
 * Asks Redis what this service's user must be refused, and gives what was answered: nothing where its rights are right.
 * Throws ViewStoreUnavailableError where nothing answers, also where it does not know the user.
 */
export async function overReach(
  options: RedisOptions & { readonly namespace: string },
  user: RedisUser,
): Promise<readonly string[]> {
  const { namespace } = options;
  const { meta } = rawKeys(namespace).partition('any', 'any');
  const { status } = releasedKeys(namespace);
  const questions = [
    ...OF_NOBODY,
    ['TYPE', meta],
    ['GET', 'a-key-of-nobody'],
    ...(user === 'aggregation'
      ? []
      : [
          ['HGETALL', meta],
          ['GET', rawKeys(namespace).live],
          ['HLEN', status],
        ]),
  ];
  const redis = await connectRedis(options);
  try {
    const answered: string[] = [];
    for (const question of questions)
      if (await isAnswered(redis.call('', question))) answered.push(question.join(' '));
    return answered;
  } finally {
    await redis.close();
  }
}

async function isAnswered(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (!(error instanceof ViewStoreRefusedError)) throw error;
    // Any other refusal, such as of a key's type, came after the rights were looked at.
    return error.reply !== 'NOPERM';
  }
}
