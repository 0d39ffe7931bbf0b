import fc from 'fast-check';
import { testSeed } from './test-values.ts';

/** A run is repeatable: a failing property prints this seed, and `WAYLIGHT_TEST_SEED` sets it. */
fc.configureGlobal({ seed: testSeed() });
