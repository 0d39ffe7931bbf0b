import { createHash } from 'node:crypto';
import { testValues } from './config.ts';

/** Release secret of every test region, in hex. `WAYLIGHT_TEST_SECRET` replaces it. */
export const releaseSecret = (): string => testValues().secret;

/** Returns a release secret in bytes, for tests that draw tables. Each `variant` gives a different secret. */
export const releaseSecretBytes = (variant?: number | string): Uint8Array =>
  variant === undefined
    ? Buffer.from(releaseSecret(), 'hex')
    : createHash('sha256').update(`${releaseSecret()} ${variant}`).digest();

/** Seed of generated test data and of fast-check. `WAYLIGHT_TEST_SEED` replaces it. */
export const testSeed = (): number => testValues().seed;
