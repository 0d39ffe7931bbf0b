import { createLogger } from '@waylight/service-kit';
import { expect, it } from 'vitest';
import type { AggregationConfig } from './config.ts';
import { openReleasedStore, openViewStore } from './open-stores.ts';

const log = createLogger({ service: 'aggregation', level: 'silent' });
const config = {
  viewStore: 'redis',
  viewStoreUrl: 'redis://127.0.0.1:1',
  releasedStore: 'redis',
  localNetwork: false,
} as AggregationConfig;

it('asks no Redis as the user default, or in the clear', async () => {
  await expect(openViewStore(config, log)).rejects.toThrow(/WAYLIGHT_AGGREGATION_REDIS_URL is wrong/);
  await expect(openReleasedStore(config, log)).rejects.toThrow(
    /WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL is wrong/,
  );
});
