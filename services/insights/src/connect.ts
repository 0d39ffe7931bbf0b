import { type Logger, needed, sayBroken, withOwnUser } from '@waylight/service-kit';
import {
  createEmbeddedReleasedReader,
  createRedisReleasedReader,
  type ReleasedReader,
  redisAuthority,
} from '@waylight/view-store';
import type { InsightsConfig } from './config.ts';

export async function openReader(config: InsightsConfig, log: Logger): Promise<ReleasedReader> {
  const wants = `the place of the ${config.releasedStore} released store`;
  if (config.releasedStore === 'embedded')
    return createEmbeddedReleasedReader({
      file: needed('WAYLIGHT_RELEASED_FILE', config.releasedFile, wants),
    });
  const variable = 'WAYLIGHT_INSIGHTS_REDIS_URL';
  return createRedisReleasedReader({
    url: withOwnUser(variable, needed(variable, config.releasedUrl, wants), config.localNetwork),
    ...(await redisAuthority(config.releasedCaFile)),
    namespace: config.namespace,
    onError: sayBroken(log, 'released store'),
  });
}
