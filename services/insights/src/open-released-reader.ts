import { type Logger, logConnectionError, requireOwnUser, requireVariable } from '@waylight/service-kit';
import {
  createEmbeddedReleasedReader,
  createRedisReleasedReader,
  type ReleasedReader,
  readRedisCa,
} from '@waylight/view-store';
import type { InsightsConfig } from './config.ts';

export async function openReleasedReader(config: InsightsConfig, log: Logger): Promise<ReleasedReader> {
  const wants = `the place of the ${config.releasedStore} released store`;
  if (config.releasedStore === 'embedded')
    return createEmbeddedReleasedReader({
      file: requireVariable('WAYLIGHT_RELEASED_FILE', config.releasedFile, wants),
    });
  const variable = 'WAYLIGHT_INSIGHTS_REDIS_URL';
  return createRedisReleasedReader({
    url: requireOwnUser(variable, requireVariable(variable, config.releasedUrl, wants), config.localNetwork),
    ...(await readRedisCa(config.releasedCaFile)),
    namespace: config.namespace,
    onError: logConnectionError(log, 'released store'),
  });
}
