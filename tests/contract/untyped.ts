/** Access to parsed YAML, whose shape is not known. */

/** The value at a path of keys, or undefined. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => objectOf(inner)[key], value);
}

export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const SECRET_NAME = /(PASSWORD|PASSPHRASE|SECRET|TOKEN|PEPPER|CREDENTIALS?|(^|_)KEY)$/i;
const SECRET_VALUE = /-----BEGIN|AGE-SECRET-KEY|:\/\/[^/@\s]*:[^/@\s]+@/;

/** True for a variable that contains a secret. The name of a file is none. */
export const isSecret = (name: string, value: string): boolean =>
  SECRET_NAME.test(name) || SECRET_VALUE.test(value);
