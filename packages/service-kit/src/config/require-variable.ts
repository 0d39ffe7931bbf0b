import { ConfigError } from './config-error.ts';

/** A variable that is optional until other parts are chosen. @throws ConfigError where it is not set. */
export function requireVariable<T>(
  variable: string,
  value: T | undefined,
  wants = 'a value, for the parts that were chosen',
): T {
  if (value !== undefined) return value;
  throw new ConfigError([{ variable, got: null, missing: true, wants }]);
}
