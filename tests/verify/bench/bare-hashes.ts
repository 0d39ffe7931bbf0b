import { uniqueName } from '@waylight/testing';
import { openRawRedis, type RawRedis } from '@waylight/tests-region';
import { referenceOf } from './bench-events.ts';
import { redisUsage } from './usage.ts';

const HASHES = 72;
const BATCH = 1_000;
/** About the size of a contribution. */
const VALUE = 'x'.repeat(24);

export type BareHashes = {
  /** Existing fields, in all hashes together. */
  readonly fields: number;
  /** Percentage of events on existing fields; each other event creates one. */
  readonly changedPercent: number;
  readonly events: number;
};

/**
 * CPU time in µs that Redis alone takes to read and write one hash field for each event. It is the minimum of any program
 * that keeps a field for each report, and shows how it grows with their number.
 */
export async function bareHashes(
  url: string,
  { fields, changedPercent, events }: BareHashes,
): Promise<number> {
  const redis = await openRawRedis(url);
  const prefix = `${uniqueName('bench-hash')}:`;
  const hash = (n: number) => `${prefix}${n % HASHES}`;
  try {
    const perHash = Math.ceil(fields / HASHES);
    for (let n = 0; n < HASHES; n++)
      for (let from = 0; from < perHash; from += BATCH)
        await write(redis, hash(n), range(from, Math.min(from + BATCH, perHash)));
    const before = (await redisUsage(url)).cpuUs;
    let created = perHash;
    let done = 0;
    for (let batch = 0; done < events; batch++) {
      const size = Math.min(BATCH, events - done);
      // Spread over all existing fields, none twice in a batch.
      const changed = Math.floor((size * changedPercent) / 100);
      const stride = Math.max(1, Math.floor(perHash / Math.max(1, changed)));
      const old = range(0, Math.min(changed, perHash)).map((n) => (n * stride + batch) % perHash);
      const names = [...old, ...range(created, created + size - old.length)];
      await redis.command('HMGET', hash(batch), ...names.map(referenceOf));
      await write(redis, hash(batch), names);
      if (batch % HASHES === HASHES - 1) created += size;
      done += size;
    }
    return ((await redisUsage(url)).cpuUs - before) / events;
  } finally {
    for (let n = 0; n < HASHES; n++) await redis.command('UNLINK', hash(n));
    redis.close();
  }
}

async function write(redis: RawRedis, key: string, names: readonly number[]): Promise<void> {
  await redis.command('HSET', key, ...names.flatMap((n) => [referenceOf(n), VALUE]));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
