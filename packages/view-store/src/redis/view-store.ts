import { ViewStoreUnavailableError } from '../errors.ts';
import { checkName } from '../names.ts';
import type { SelectedFreeze, ViewStore } from '../port.ts';
import {
  connectRedis,
  probeCommand,
  type RedisConnection,
  type RedisOptions,
  unlinkKeys,
} from './connection.ts';
import { createFreezes } from './freezes.ts';
import { frozenSetKeys } from './frozen-sets.ts';
import { type RawKeys, rawKeys } from './keys.ts';
import { createRedisRawCells } from './raw-cells.ts';
import { createReplicaWait } from './replicas.ts';
import { asSortedNames, asText } from './replies.ts';
import { acquireLeaseScript, flipScript, releaseLeaseScript } from './scripts.ts';
import { checkRedisServer } from './server-check.ts';

export type RedisViewStoreOptions = RedisOptions & {
  readonly namespace: string;
  /** Number of replicas that must have a commit before it counts as applied. */
  readonly replicas?: { readonly count: number; readonly timeoutMs: number };
};

/** @throws ViewStoreUnavailableError if Redis does not reply within `connectTimeoutMs`. */
export async function createRedisViewStore(options: RedisViewStoreOptions): Promise<ViewStore> {
  const keys = rawKeys(options.namespace);
  const redis = await connectRedis(options);
  const awaitReplicas = createReplicaWait(redis, options.replicas);

  async function liveGeneration(): Promise<string | null> {
    return asText(await redis.call(keys.live, ['GET', keys.live]));
  }

  async function isReplicated(): Promise<boolean> {
    if (awaitReplicas === null) return true;
    // Replicas apply writes in order, so a replica that has this write has all earlier writes.
    await redis.call(keys.probe, probeCommand(keys.probe));
    return awaitReplicas(keys.probe);
  }

  const freezes = createFreezes(redis, keys, isReplicated);

  return {
    generation: (name) => createRedisRawCells(redis, keys, checkName('generation', name), awaitReplicas),

    async generations() {
      return asSortedNames(await redis.call(keys.generations, ['SMEMBERS', keys.generations]));
    },

    liveGeneration,

    async flip(from, to) {
      try {
        const outcome = await redis.run(flipScript, [keys.live], [from ?? '', checkName('generation', to)]);
        return asText(outcome) === 'flipped' ? 'flipped' : 'moved';
      } catch (error) {
        if (error instanceof ViewStoreUnavailableError) return 'moved';
        throw error;
      }
    },

    async dropGeneration(name) {
      if ((await liveGeneration()) === name) return 'live';
      await dropGenerationKeys(redis, keys, name, await freezes.selectedFreezes());
      return 'dropped';
    },

    ...freezes,

    async acquireLease(name, holder, ttlMs) {
      const acquired = await redis.run(acquireLeaseScript, [keys.lease(name)], [holder, String(ttlMs)]);
      return acquired === 1;
    },

    async releaseLease(name, holder) {
      await redis.run(releaseLeaseScript, [keys.lease(name)], [holder]);
    },

    isReplicated,

    checkServer: () => checkRedisServer(redis, keys.live),

    async ping() {
      await redis.call(keys.probe, probeCommand(keys.probe));
    },

    close: () => redis.close(),
  };
}

/** Deletes all keys. The sets that list the other keys are deleted last, so that an interrupted drop can be repeated. */
async function dropGenerationKeys(
  redis: RedisConnection,
  keys: RawKeys,
  generation: string,
  selected: readonly SelectedFreeze[],
): Promise<void> {
  const registry = keys.partitions(generation);
  const kept = selected.filter(({ freezeId }) => freezeId === generation);
  const keptPeriods = new Set(kept.map(({ periodId }) => periodId));
  for (const partition of asSortedNames(await redis.call(registry, ['SMEMBERS', registry]))) {
    const of = keys.partition(generation, partition);
    await redis.call(of.meta, ['UNLINK', of.meta]); // fences every worker
    const buckets = asSortedNames(await redis.call(of.buckets, ['SMEMBERS', of.buckets]));
    for (const periodId of asSortedNames(await redis.call(of.periodsOf040, ['SMEMBERS', of.periodsOf040])))
      if (!keptPeriods.has(periodId)) await unlinkKeys(redis, await frozenSetKeys(redis, of, periodId));
    await unlinkKeys(redis, [of.contributions, ...buckets.map(of.cells), of.buckets, of.periodsOf040]);
  }
  await redis.call(registry, ['UNLINK', registry]);
  await redis.call(keys.generations, ['SREM', keys.generations, generation]);
}
