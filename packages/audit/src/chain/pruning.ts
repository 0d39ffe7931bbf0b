import { dayOfInstant, monthsBefore } from '@waylight/calendar';
import { AUDIT_KEPT_MONTHS } from '@waylight/contracts';
import { AuditEntry } from '@waylight/contracts/audit';
import type { Link, PrunePoint } from './chain.ts';

/** Returns true if an entry has expired at an instant. Both times are in milliseconds since 1970-01-01. */
export function isExpired(entryAtMs: number, atMs: number): boolean {
  return dayOfInstant(entryAtMs) <= monthsBefore(dayOfInstant(atMs), AUDIT_KEPT_MONTHS);
}

/**
 * Returns the point up to which a chain may be pruned at an instant, given its oldest links in order. Undefined if nothing may be
 * pruned. Pruning ends before the first entry that has not expired, so that nothing is pruned too early if a clock once went back.
 * The youngest expired entry is kept, because it proves to readers that all pruned entries were older.
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
