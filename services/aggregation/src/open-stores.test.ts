import { createLogger } from '@waylight/service-kit';
import { expect, it } from 'vitest';
import type { AggregationConfig } from './config.ts';
import { openReleasedStore, openViewStore } from './open-stores.ts';

const log = createLogger({ service: 'aggregation', level: 'silent' });
const config = {
  viewStore: 'redis',
  viewStoreUrl: 'rediss://aggregation@127.0.0.1:1',
  releasedStore: 'redis',
  localNetwork: false,
} as AggregationConfig;
const released = { ...config, releasedUrl: 'redis://aggregation@127.0.0.1:1' };

it('refuses a Redis without TLS, a user and its password', async () => {
  await expect(openViewStore({ ...config, viewStoreUrl: 'redis://127.0.0.1:1' }, log)).rejects.toThrow(
    'WAYLIGHT_AGGREGATION_REDIS_URL is invalid',
  );
  await expect(openViewStore(config, log)).rejects.toThrow(
    'WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE is missing',
  );
  await expect(openReleasedStore(released, log)).rejects.toThrow(
    'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL is invalid',
  );
});

it('opens the released store at the Redis of the raw cells unless it has its own URL', async () => {
  await expect(openReleasedStore(config, log)).rejects.toThrow(
    'WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE is missing',
  );
});
