import { testValues } from './config.ts';

/** Release secret of every test region, in hex. `WAYLIGHT_TEST_SECRET` replaces it. */
export const releaseSecret = (): string => testValues().secret;

/** Seed of generated test data and of fast-check. `WAYLIGHT_TEST_SEED` replaces it. */
export const testSeed = (): number => testValues().seed;
