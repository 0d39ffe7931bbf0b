import { type Logger, logConnectionError, requireOwnUser, requireVariable } from '@waylight/service-kit';
import {
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
  createRedisReleasedStore,
  createRedisViewStore,
  type ReleasedStore,
  readRedisCa,
  type ViewStore,
} from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';

const REPLICA_TIMEOUT_MS = 5_000;

export async function openViewStore(config: AggregationConfig, log: Logger): Promise<ViewStore> {
  if (config.viewStore === 'embedded')
    return createEmbeddedViewStore({
      file: requireVariable('WAYLIGHT_VIEW_STORE_FILE', config.viewStoreFile),
    });
  const variable = 'WAYLIGHT_AGGREGATION_REDIS_URL';
  return createRedisViewStore({
    url: requireOwnUser(variable, requireVariable(variable, config.viewStoreUrl), config.localNetwork),
    ...(await readRedisCa(config.redisCaFile)),
    namespace: config.namespace,
    replicas: { count: config.replicas, timeoutMs: REPLICA_TIMEOUT_MS },
    onError: logConnectionError(log, 'view store'),
  });
}

export async function openReleasedStore(config: AggregationConfig, log: Logger): Promise<ReleasedStore> {
  if (config.releasedStore === 'embedded')
    return createEmbeddedReleasedStore({
      file: requireVariable('WAYLIGHT_RELEASED_FILE', config.releasedFile),
    });
  const variable = 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL';
  const url = requireVariable(variable, config.releasedUrl ?? config.viewStoreUrl);
  return createRedisReleasedStore({
    url: requireOwnUser(variable, url, config.localNetwork),
    ...(await readRedisCa(config.redisCaFile)),
    namespace: config.namespace,
    onError: logConnectionError(log, 'released store'),
  });
}
