import { type Logger, logConnectionError, readRedisUrl, requireVariable } from '@waylight/service-kit';
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

const VIEW_STORE_URL = 'WAYLIGHT_AGGREGATION_REDIS_URL';
const RELEASED_URL = 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL';
const REPLICA_TIMEOUT_MS = 5_000;

export async function openViewStore(config: AggregationConfig, log: Logger): Promise<ViewStore> {
  if (config.viewStore === 'embedded')
    return createEmbeddedViewStore({
      file: requireVariable('WAYLIGHT_VIEW_STORE_FILE', config.viewStoreFile),
    });
  return createRedisViewStore({
    url: await viewStoreUrl(config),
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
  return createRedisReleasedStore({
    url: await releasedUrl(config),
    ...(await readRedisCa(config.redisCaFile)),
    namespace: config.namespace,
    onError: logConnectionError(log, 'released store'),
  });
}

const viewStoreUrl = (config: AggregationConfig): Promise<string> =>
  readRedisUrl({
    urlVariable: VIEW_STORE_URL,
    url: requireVariable(VIEW_STORE_URL, config.viewStoreUrl),
    passwordVariable: 'WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE',
    passwordFile: config.viewStorePasswordFile,
    localNetwork: config.localNetwork,
  });

function releasedUrl(config: AggregationConfig): Promise<string> {
  if (config.releasedUrl === undefined && config.viewStoreUrl !== undefined) return viewStoreUrl(config);
  return readRedisUrl({
    urlVariable: RELEASED_URL,
    url: requireVariable(RELEASED_URL, config.releasedUrl),
    passwordVariable: 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_PASSWORD_FILE',
    passwordFile: config.releasedPasswordFile,
    localNetwork: config.localNetwork,
  });
}
