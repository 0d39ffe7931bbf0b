import { createLogger } from '@waylight/service-kit';
import { expect, it } from 'vitest';
import type { InsightsConfig } from './config.ts';
import { openReleasedReader } from './open-released-reader.ts';

const log = createLogger({ service: 'insights', level: 'silent' });
const config = { releasedStore: 'redis', namespace: 'waylight', localNetwork: false } as InsightsConfig;

it('asks no Redis in the clear, as nobody, or as the user default', async () => {
  for (const releasedUrl of [
    'redis://insights:a-password@127.0.0.1:1',
    'rediss://127.0.0.1:1',
    'rediss://default:a-password@127.0.0.1:1',
    'rediss://insights@127.0.0.1:1',
  ]) {
    const error = await openReleasedReader({ ...config, releasedUrl }, log).catch((thrown: Error) => thrown);
    expect([releasedUrl, String(error)]).toEqual([
      releasedUrl,
      expect.stringContaining('WAYLIGHT_INSIGHTS_REDIS_URL is wrong'),
    ]);
    expect(String(error)).not.toContain('a-password');
  }
});
