import type { FrozenSet, KeptPeriod, RawCellStore, ViewStore } from '../port.ts';
import { type RedisConnection, unlinkKeys } from './connection.ts';
import { frozenSetKeys } from './frozen-sets.ts';
import type { RawKeys } from './keys.ts';
import { asBuffer, asBytes, asPairs, asText } from './replies.ts';
import { keepScript } from './scripts.ts';

/** Location of the frozen sets of a kept period. The sets are not moved, and dropping their generation does not delete them. */
type KeptLocation = { readonly generation: string; readonly partitions: readonly string[] };

type KeptPeriods = Pick<
  ViewStore,
  'keepFrozen' | 'readKept' | 'keptPeriods' | 'putDecision' | 'readDecision' | 'dropKept'
>;

/** Frozen sets that outlive their generation; see `ViewStore.keepFrozen`. */
export function createKeptPeriods(
  redis: RedisConnection,
  keys: RawKeys,
  generation: (name: string) => RawCellStore,
): KeptPeriods {
  async function readLocation(periodId: string): Promise<string | null> {
    return asText(await redis.call(keys.kept, ['HGET', keys.kept, periodId]));
  }

  async function readKept(periodId: string): Promise<ReadonlyMap<string, FrozenSet> | null> {
    const kept = await readLocation(periodId);
    if (kept === null) return null;
    const location = JSON.parse(kept) as KeptLocation;
    const store = generation(location.generation);
    const sets = await Promise.all(
      location.partitions.map(
        async (partition) => [partition, await store.readFrozen(partition, periodId)] as const,
      ),
    );
    const present = sets.flatMap(([partition, set]) => (set === null ? [] : [[partition, set] as const]));
    return present.length < sets.length ? null : new Map(present);
  }

  async function readDecision(periodId: string): Promise<Uint8Array | null> {
    const key = keys.decision(periodId);
    return asBytes(await redis.call(key, ['GET', key]));
  }

  return {
    async keepFrozen(periodId, { generation, partitions }) {
      const seen = await readLocation(periodId);
      if (seen !== null && (await readKept(periodId)) !== null) return;
      // A decision on sets that were lost must not apply to new ones. It is removed before these are kept.
      await unlinkKeys(redis, [keys.decision(periodId)]);
      const location: KeptLocation = { generation, partitions };
      await redis.run(keepScript, [keys.kept], [periodId, seen ?? '', JSON.stringify(location)]);
    },

    readKept,

    keptPeriods: () => keptPeriods(redis, keys),

    async putDecision(periodId, decision) {
      if ((await readKept(periodId)) === null) return null;
      const key = keys.decision(periodId);
      await redis.call(key, ['SET', key, asBuffer(decision), 'NX']);
      return readDecision(periodId);
    },

    readDecision,

    async dropKept(periodId) {
      const kept = await readLocation(periodId);
      if (kept === null) return;
      const location = JSON.parse(kept) as KeptLocation;
      for (const partition of location.partitions) {
        const of = keys.partition(location.generation, partition);
        await unlinkKeys(redis, await frozenSetKeys(redis, of, periodId));
      }
      await unlinkKeys(redis, [keys.decision(periodId)]);
      // This entry is deleted last, because only it contains the location of the sets.
      await redis.call(keys.kept, ['HDEL', keys.kept, periodId]);
    },
  };
}

export async function keptPeriods(redis: RedisConnection, keys: RawKeys): Promise<readonly KeptPeriod[]> {
  const kept = asPairs(await redis.call(keys.kept, ['HGETALL', keys.kept]));
  return kept
    .map(([periodId, location]) => ({
      periodId,
      generation: (JSON.parse(Buffer.from(location).toString('utf8')) as KeptLocation).generation,
    }))
    .sort((a, b) => (a.periodId < b.periodId ? -1 : 1));
}
