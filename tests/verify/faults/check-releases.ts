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
 *
 * The region goes on releasing while this is read, to the log first and then to readers. So what the log says is read before what
 * readers find, which must hold all of it, and once more after it (`logAfter`), which must hold all that they find.
 */
export function checkReleases(
  log: readonly LoggedRelease[],
  stored: StoredReleases,
  logAfter: readonly LoggedRelease[] = log,
): Violation[] {
  const violations: Violation[] = [];
  const found = (about: string, detail: string) =>
    violations.push({ rule: 'a release is published once', about, detail });
  const first = new Map<string, LoggedRelease>();
  for (const one of logAfter) {
    const before = first.get(one.releaseId);
    if (before === undefined) first.set(one.releaseId, one);
    else if (before.digest !== one.digest)
      found(one.releaseId, `drawn at ${before.offset} and otherwise at ${one.offset}`);
  }
  for (const [id, digest] of stored) {
    const drawn = first.get(id);
    if (drawn === undefined) found(id, 'readers find it, and it is not on the log');
    else if (drawn.digest !== digest) found(id, `drawn at ${drawn.offset}, and readers find something else`);
  }
  for (const id of new Set(log.map(({ releaseId }) => releaseId)))
    if (!stored.has(id)) found(id, `drawn at ${first.get(id)?.offset}, and readers find nothing`);
  return violations;
}
