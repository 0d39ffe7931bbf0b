import { ViewStoreRefusedError } from './errors.ts';

// Braces would move a key to another slot of a cluster; `|` parts two names in one key; the rest are wildcards.
const allowed = /^[\w.:@+=/-]{1,200}$/;

/** Partitions, buckets, periods, generations, leases, releases. References and fields may be any string. */
export function checkName(kind: string, name: string): string {
  if (allowed.test(name)) return name;
  throw new ViewStoreRefusedError(`${kind} ${JSON.stringify(name)} cannot be part of a key`);
}

/** Versions are compared by the store, which counts exactly only so far. */
export function checkVersion(version: number): number {
  if (Number.isSafeInteger(version) && version >= 0) return version;
  throw new RangeError(`version ${version} is not a whole number from 0`);
}
