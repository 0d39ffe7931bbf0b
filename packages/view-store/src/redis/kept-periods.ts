import type { FrozenSet, KeptPeriod, RawCellStore, ViewStore } from '../port.ts';
import type { RedisConnection } from './connection.ts';
import { frozenSetKeys } from './frozen-sets.ts';
import type { RawKeys } from './keys.ts';
import { asPairs, asText } from './replies.ts';
import { keepScript } from './scripts.ts';
import { unlinkKeys } from './unlink.ts';

/** Where the frozen sets of a kept period lie: they are not moved, and a drop of their generation leaves them. */
type KeptLocation = { readonly generation: string; readonly partitions: readonly string[] };

type KeptPeriods = Pick<ViewStore, 'keepFrozen' | 'readKept' | 'keptPeriods' | 'dropKept'>;

/** Frozen sets that outlive their generation; see `ViewStore.keepFrozen`. */
export function createKeptPeriods(
  redis: RedisConnection,
  keys: RawKeys,
  generation: (name: string) => RawCellStore,
): KeptPeriods {
  async function placeOf(periodId: string): Promise<string | null> {
    return asText(await redis.call(keys.kept, ['HGET', keys.kept, periodId]));
  }

  async function readKept(periodId: string): Promise<ReadonlyMap<string, FrozenSet> | null> {
    const kept = await placeOf(periodId);
    if (kept === null) return null;
    const place = JSON.parse(kept) as KeptLocation;
    const store = generation(place.generation);
    const sets = await Promise.all(
      place.partitions.map(
        async (partition) => [partition, await store.readFrozen(partition, periodId)] as const,
      ),
    );
    const whole = sets.flatMap(([partition, set]) => (set === null ? [] : [[partition, set] as const]));
    return whole.length < sets.length ? null : new Map(whole);
  }

  return {
    async keepFrozen(periodId, { generation, partitions }) {
      const seen = await placeOf(periodId);
      if (seen !== null && (await readKept(periodId)) !== null) return;
      const place: KeptLocation = { generation, partitions };
      await redis.run(keepScript, [keys.kept], [periodId, seen ?? '', JSON.stringify(place)]);
    },

    readKept,

    keptPeriods: () => keptPeriods(redis, keys),

    async dropKept(periodId) {
      const kept = await placeOf(periodId);
      if (kept === null) return;
      const place = JSON.parse(kept) as KeptLocation;
      for (const partition of place.partitions) {
        const of = keys.partition(place.generation, partition);
        await unlinkKeys(redis, await frozenSetKeys(redis, of, periodId));
      }
      // Last: it alone says where they are.
      await redis.call(keys.kept, ['HDEL', keys.kept, periodId]);
    },
  };
}

export async function keptPeriods(redis: RedisConnection, keys: RawKeys): Promise<readonly KeptPeriod[]> {
  const kept = asPairs(await redis.call(keys.kept, ['HGETALL', keys.kept]));
  return kept
    .map(([periodId, place]) => ({
      periodId,
      generation: (JSON.parse(Buffer.from(place).toString('utf8')) as KeptLocation).generation,
    }))
    .sort((a, b) => (a.periodId < b.periodId ? -1 : 1));
}
