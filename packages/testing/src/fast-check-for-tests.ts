import fc from 'fast-check';
import { testSeed } from './test-values.ts';

/** Makes runs repeatable. A failing property prints the seed, and `WAYLIGHT_TEST_SEED` sets the seed. */
fc.configureGlobal({ seed: testSeed() });
