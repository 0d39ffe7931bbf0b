import process from 'node:process';

const VARIABLE = 'WAYLIGHT_TEST_OVERRIDES';

/** Overrides of a service that a test starts as a process of its own: plain values for which the service has no variable. */
export const testOverridesEnv = (overrides: object): Readonly<Record<string, string>> => ({
  [VARIABLE]: JSON.stringify(overrides),
});

/** The overrides of the test that started this program. */
export function readTestOverrides<T extends object>(): T {
  return JSON.parse(process.env[VARIABLE] ?? '{}') as T;
}
