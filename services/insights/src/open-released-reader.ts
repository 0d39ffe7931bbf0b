import { type Logger, logConnectionError, readRedisUrl, requireVariable } from '@waylight/service-kit';
import {
  createEmbeddedReleasedReader,
  createRedisReleasedReader,
  type ReleasedReader,
  readRedisCa,
} from '@waylight/view-store';
import type { InsightsConfig } from './config.ts';

export async function openReleasedReader(config: InsightsConfig, log: Logger): Promise<ReleasedReader> {
  const wants = `the location of the ${config.releasedStore} released store`;
  if (config.releasedStore === 'embedded')
    return createEmbeddedReleasedReader({
      file: requireVariable('WAYLIGHT_RELEASED_FILE', config.releasedFile, wants),
    });
  const urlVariable = 'WAYLIGHT_INSIGHTS_REDIS_URL';
  return createRedisReleasedReader({
    url: await readRedisUrl({
      urlVariable,
      url: requireVariable(urlVariable, config.releasedUrl, wants),
      passwordVariable: 'WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE',
      passwordFile: config.releasedPasswordFile,
      localNetwork: config.localNetwork,
    }),
    ...(await readRedisCa(config.releasedCaFile)),
    namespace: config.namespace,
    onError: logConnectionError(log, 'released store'),
  });
}
