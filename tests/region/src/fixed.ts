import process from 'node:process';
/** Fixed, so that a test never depends on a draw; `npm run verify` sets other values. */
export const releaseSecret = (): string => process.env.WAYLIGHT_TEST_SECRET ?? '5f'.repeat(32);
export const testSeed = (): number => Number(process.env.WAYLIGHT_TEST_SEED ?? '20261128');
