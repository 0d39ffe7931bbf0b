import { type Logger, needed, sayBroken } from '@waylight/service-kit';
import {
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
  createRedisReleasedStore,
  createRedisViewStore,
  type ReleasedStore,
  type ViewStore,
} from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';

const REPLICA_TIMEOUT_MS = 5_000;

export async function openViewStore(config: AggregationConfig, log: Logger): Promise<ViewStore> {
  if (config.viewStore === 'embedded')
    return createEmbeddedViewStore({
      file: needed('WAYLIGHT_VIEW_STORE_FILE', config.viewStoreFile),
    });
  return createRedisViewStore({
    url: needed('WAYLIGHT_AGGREGATION_REDIS_URL', config.viewStoreUrl),
    namespace: config.namespace,
    replicas: { count: config.replicas, timeoutMs: REPLICA_TIMEOUT_MS },
    onError: sayBroken(log, 'view store'),
  });
}

export async function openReleasedStore(config: AggregationConfig, log: Logger): Promise<ReleasedStore> {
  if (config.releasedStore === 'embedded')
    return createEmbeddedReleasedStore({
      file: needed('WAYLIGHT_RELEASED_FILE', config.releasedFile),
    });
  return createRedisReleasedStore({
    url: needed('WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL', config.releasedUrl ?? config.viewStoreUrl),
    namespace: config.namespace,
    onError: sayBroken(log, 'released store'),
  });
}
