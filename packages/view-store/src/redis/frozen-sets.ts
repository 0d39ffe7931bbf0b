import { decodePosition } from '../encoding.ts';
import type { FrozenSet, RawCellStore } from '../port.ts';
import type { RedisConnection } from './connection.ts';
import type { PartitionKeys, RawKeys } from './keys.ts';
import { type AwaitReplicas, requireReplicas } from './replicas.ts';
import { asBytesList, asPairs, asText } from './replies.ts';
import { freezeScript } from './scripts.ts';

/** Copies a period's cells to keys that no commit changes; see `RawCellStore.freeze`. */
export function createFreeze(
  redis: RedisConnection,
  keys: RawKeys,
  generation: string,
  awaitReplicas: AwaitReplicas,
): RawCellStore['freeze'] {
  return async (partition, { periodId, freezeId }, buckets) => {
    const { meta, cells } = keys.partition(generation, partition);
    const { frozen, frozenCells } = keys.partition(freezeId, partition);
    // Runs before the first write of the set, so that the next leader finds each set that is not selected.
    const name = keys.frozenSet({ periodId, freezeId }, partition);
    await redis.call(keys.unselectedSets, ['SADD', keys.unselectedSets, name]);
    const copies = buckets.flatMap((bucket) => [cells(bucket), frozenCells(periodId, bucket)]);
    const reply = await redis.run(
      freezeScript,
      [meta, frozen(periodId), ...copies],
      [JSON.stringify(buckets)],
    );
    await requireReplicas(awaitReplicas, meta);
    return { position: decodePosition(asText(reply)) };
  };
}

export async function readFrozenSet(
  redis: RedisConnection,
  { frozen, frozenCells }: PartitionKeys,
  periodId: string,
): Promise<FrozenSet | null> {
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
