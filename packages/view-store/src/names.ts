import { ViewStoreRefusedError } from './errors.ts';

// These characters are not allowed: braces would move a key to another slot of a cluster, `|` separates two names in one key, and
// the others are wildcards.
const allowed = /^[\w.:@+=/-]{1,200}$/;

/** Checks names of partitions, buckets, periods, generations, leases and releases. References and fields may be any text. */
export function checkName(kind: string, name: string): string {
  if (allowed.test(name)) return name;
  throw new ViewStoreRefusedError(`${kind} ${JSON.stringify(name)} cannot be part of a key`);
}

/** Checks a version, which the store compares exactly up to 2^53. */
export function checkVersion(version: number): number {
  if (Number.isSafeInteger(version) && version >= 0) return version;
  throw new RangeError(`version ${version} is not a whole number from 0`);
}
