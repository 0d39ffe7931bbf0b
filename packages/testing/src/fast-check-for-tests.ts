import fc from 'fast-check';
import { testSeed } from './test-values.ts';

/** Makes runs repeatable: a failing property prints the seed, and `WAYLIGHT_TEST_SEED` sets it. */
fc.configureGlobal({ seed: testSeed() });
