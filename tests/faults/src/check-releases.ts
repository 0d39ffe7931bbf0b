import type { Violation } from './check-history.ts';

/** An event on the topic of releases, in its order. */
export type LoggedRelease = {
  readonly offset: number;
  readonly releaseId: string;
  /** The same for the same bytes. */
  readonly digest: string;
};

/** Id to digest of what readers find. */
export type StoredReleases = ReadonlyMap<string, string>;

/**
 * A release is made once: whoever appends it again says the very same, and readers find what the log said first. Two
 * draws of one table would tell more of its cells than one may.
 */
export function checkReleases(log: readonly LoggedRelease[], stored: StoredReleases): Violation[] {
  const violations: Violation[] = [];
  const found = (about: string, detail: string) =>
    violations.push({ rule: 'a release is published once', about, detail });
  const first = new Map<string, LoggedRelease>();
  for (const one of log) {
    const before = first.get(one.releaseId);
    if (before === undefined) first.set(one.releaseId, one);
    else if (before.digest !== one.digest)
      found(one.releaseId, `drawn at ${before.offset} and otherwise at ${one.offset}`);
  }
  for (const [id, { digest, offset }] of first) {
    const there = stored.get(id);
    if (there !== digest)
      found(id, `drawn at ${offset}, and readers find ${there === undefined ? 'nothing' : 'something else'}`);
  }
  for (const id of stored.keys()) if (!first.has(id)) found(id, 'readers find it, and it is not on the log');
  return violations;
}
