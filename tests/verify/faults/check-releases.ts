import type { Violation } from './check-history.ts';

/** A release event, in the order of the log. */
export type LoggedRelease = {
  readonly offset: number;
  readonly releaseId: string;
  /** The same for the same bytes. */
  readonly digest: string;
};

/** From the id to the digest of the release in the released store. */
export type StoredReleases = ReadonlyMap<string, string>;

/**
 * Checks that each release is published once: an event appended again has the same bytes, and the released store contains
 * the first one. Two draws of one table would disclose more about its cells than is allowed.
 *
 * The region goes on releasing meanwhile, first to the log and then to the store. So the log is read before the store,
 * which must contain all of `log`, and again after it: `logAfter` must contain all of the store.
 */
export function checkReleases(
  log: readonly LoggedRelease[],
  stored: StoredReleases,
  logAfter: readonly LoggedRelease[] = log,
): Violation[] {
  const violations: Violation[] = [];
  const addViolation = (about: string, detail: string) =>
    violations.push({ rule: 'a release is published once', about, detail });
  const first = new Map<string, LoggedRelease>();
  for (const one of logAfter) {
    const before = first.get(one.releaseId);
    if (before === undefined) first.set(one.releaseId, one);
    else if (before.digest !== one.digest)
      addViolation(one.releaseId, `drawn at ${before.offset}, and differently at ${one.offset}`);
  }
  for (const [id, digest] of stored) {
    const drawn = first.get(id);
    if (drawn === undefined) addViolation(id, 'in the released store, but not on the log');
    else if (drawn.digest !== digest)
      addViolation(id, `drawn at ${drawn.offset}, but different in the released store`);
  }
  for (const id of new Set(log.map(({ releaseId }) => releaseId)))
    if (!stored.has(id))
      addViolation(id, `drawn at ${first.get(id)?.offset}, but missing in the released store`);
  return violations;
}
