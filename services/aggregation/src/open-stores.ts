import { type Logger, needed, privateFile, sayBroken, withOwnUser } from '@waylight/service-kit';
import {
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
  createRedisReleasedStore,
  createRedisViewStore,
  type ReleasedStore,
  redisAuthority,
  type ViewStore,
} from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';

const REPLICA_TIMEOUT_MS = 5_000;

export async function openViewStore(config: AggregationConfig, log: Logger): Promise<ViewStore> {
  if (config.viewStore === 'embedded')
    return createEmbeddedViewStore({
      file: privateFile(needed('WAYLIGHT_VIEW_STORE_FILE', config.viewStoreFile)),
    });
  const variable = 'WAYLIGHT_AGGREGATION_REDIS_URL';
  return createRedisViewStore({
    url: withOwnUser(variable, needed(variable, config.viewStoreUrl), config.localNetwork),
    ...(await redisAuthority(config.redisCaFile)),
    namespace: config.namespace,
    replicas: { count: config.replicas, timeoutMs: REPLICA_TIMEOUT_MS },
    onError: sayBroken(log, 'view store'),
  });
}

export async function openReleasedStore(config: AggregationConfig, log: Logger): Promise<ReleasedStore> {
  if (config.releasedStore === 'embedded')
    return createEmbeddedReleasedStore({
      file: privateFile(needed('WAYLIGHT_RELEASED_FILE', config.releasedFile)),
    });
  const variable = 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL';
  const url = needed(variable, config.releasedUrl ?? config.viewStoreUrl);
  return createRedisReleasedStore({
    url: withOwnUser(variable, url, config.localNetwork),
    ...(await redisAuthority(config.redisCaFile)),
    namespace: config.namespace,
    onError: sayBroken(log, 'released store'),
  });
}
