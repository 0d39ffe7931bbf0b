import { ViewStoreUnavailableError } from '../errors.ts';
import type { RedisConnection } from './connection.ts';

/** Waits for replicas, and returns true if enough of them have the last write. Null if the store does not wait for replicas. */
export type AwaitReplicas = ((key: string) => Promise<boolean>) | null;

export function createReplicaWait(
  redis: RedisConnection,
  replicas: { readonly count: number; readonly timeoutMs: number } | undefined,
): AwaitReplicas {
  if (!replicas || replicas.count === 0) return null;
  return async (key) => {
    const reached = await redis.call(key, ['WAIT', String(replicas.count), String(replicas.timeoutMs)]);
    return typeof reached === 'number' && reached >= replicas.count;
  };
}

/** @throws ViewStoreUnavailableError if too few replicas have the last write to the server of this key. */
export async function requireReplicas(awaitReplicas: AwaitReplicas, key: string): Promise<void> {
  if (awaitReplicas !== null && !(await awaitReplicas(key)))
    throw new ViewStoreUnavailableError(new Error('too few replicas have the last write'));
}
