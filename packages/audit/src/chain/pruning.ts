import { dayOfInstant, monthsBefore } from '@waylight/calendar';
import { AUDIT_KEPT_MONTHS } from '@waylight/contracts';
import { AuditEntry } from '@waylight/contracts/audit';
import type { Link, PrunePoint } from './chain.ts';

/** Returns true if an entry has expired at an instant; both in milliseconds since 1970-01-01. */
export function isExpired(entryAtMs: number, atMs: number): boolean {
  return dayOfInstant(entryAtMs) <= monthsBefore(dayOfInstant(atMs), AUDIT_KEPT_MONTHS);
}

/**
 * Returns the point up to which a chain may be pruned at an instant, from its oldest links in order; undefined if nothing may go.
 * Pruning ends before the first entry that has not expired, so that a clock that once went back prunes nothing too early. The youngest
 * expired entry stays: it proves to readers that all pruned entries were older.
 */
export function findPrunePoint(
  oldest: readonly (Link & { readonly sequence: number })[],
  atMs: number,
): PrunePoint | undefined {
  const young = oldest.findIndex(
    ({ entry }) => !isExpired(1_000 * Number(AuditEntry.decode(entry).at), atMs),
  );
  const last = (young === -1 ? oldest : oldest.slice(0, young)).at(-2);
  return last === undefined ? undefined : { sequence: last.sequence, hash: last.hash };
}
