import { createLogger } from '@waylight/service-kit';
import { expect, it } from 'vitest';
import type { InsightsConfig } from './config.ts';
import { openReleasedReader } from './open-released-reader.ts';

const log = createLogger({ service: 'insights', level: 'silent' });
const config = { releasedStore: 'redis', namespace: 'waylight', localNetwork: false } as InsightsConfig;

it('refuses to connect to Redis without TLS, without user, or as the default user', async () => {
  const isWrong = 'WAYLIGHT_INSIGHTS_REDIS_URL is invalid';
  for (const [releasedUrl, message] of [
    ['redis://insights@127.0.0.1:1', isWrong],
    ['rediss://127.0.0.1:1', isWrong],
    ['rediss://default@127.0.0.1:1', isWrong],
    ['rediss://insights@127.0.0.1:1', 'WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE is missing'],
  ] as const) {
    const error = await openReleasedReader({ ...config, releasedUrl }, log).catch((thrown: Error) => thrown);
    expect([releasedUrl, String(error)]).toEqual([releasedUrl, expect.stringContaining(message)]);
  }
});
