import { decodePosition } from '../encoding.ts';
import type { RawCellStore } from '../port.ts';
import type { RedisConnection } from './connection.ts';
import type { PartitionKeys } from './keys.ts';
import { asBytesList, asPairs, asText } from './replies.ts';
import { freezeScript } from './scripts.ts';

/** Copies of a period's cells, which no commit changes; see `RawCellStore.freeze`. */
export function createFrozenSets(
  redis: RedisConnection,
  keysOf: (partition: string) => PartitionKeys,
  register: (partition: string) => Promise<void>,
): Pick<RawCellStore, 'freeze' | 'readFrozen'> {
  return {
    async freeze(partition, periodId, buckets) {
      const { meta, periods, frozen, frozenCells, cells } = keysOf(partition);
      await register(partition);
      const copies = buckets.flatMap((bucket) => [cells(bucket), frozenCells(periodId, bucket)]);
      const reply = await redis.run(
        freezeScript,
        [meta, periods, frozen(periodId), ...copies],
        [periodId, JSON.stringify(buckets)],
      );
      return { position: decodePosition(asText(reply)) };
    },

    async readFrozen(partition, periodId) {
      const { frozen, frozenCells } = keysOf(partition);
      const head = frozen(periodId);
      const [position, names] = asBytesList(await redis.call(head, ['HMGET', head, 'position', 'buckets']));
      if (!position || !names) return null;
      const buckets = JSON.parse(names.toString('utf8')) as string[];
      const filled = await Promise.all(
        buckets.map(async (bucket) => {
          const key = frozenCells(periodId, bucket);
          return [bucket, new Map(asPairs(await redis.call(key, ['HGETALL', key])))] as const;
        }),
      );
      return {
        position: decodePosition(position.toString('utf8')),
        cells: new Map(filled.filter(([, fields]) => fields.size > 0)),
      };
    },
  };
}

/** Returns all keys of one frozen set, in the order in which to delete them. */
export async function frozenSetKeys(
  redis: RedisConnection,
  keys: PartitionKeys,
  periodId: string,
): Promise<readonly string[]> {
  const head = keys.frozen(periodId);
  const names = asText(await redis.call(head, ['HGET', head, 'buckets']));
  const buckets = names === null ? [] : (JSON.parse(names) as string[]);
  // The key that lists the buckets is deleted after their cells, so that an interrupted drop can be repeated.
  return [...buckets.map((bucket) => keys.frozenCells(periodId, bucket)), head];
}
