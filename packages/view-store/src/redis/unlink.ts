import type { RedisConnection } from './connection.ts';

/** Removes keys of one hash tag. */
export async function unlinkKeys(redis: RedisConnection, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += 500) {
    const part = keys.slice(at, at + 500);
    await redis.call(part[0] ?? '', ['UNLINK', ...part]);
  }
}
