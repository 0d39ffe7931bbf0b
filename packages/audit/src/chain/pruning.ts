import { dayOfInstant, monthsBefore } from '@waylight/calendar';
import { AUDIT_KEPT_MONTHS } from '@waylight/contracts';
import { AuditEntry } from '@waylight/contracts/audit';
import type { Link, PrunePoint } from './chain.ts';

/** Whether the time of an entry is over at some instant; both in milliseconds since 1970-01-01. */
export function isExpired(entryAtMs: number, atMs: number): boolean {
  return dayOfInstant(entryAtMs) <= monthsBefore(dayOfInstant(atMs), AUDIT_KEPT_MONTHS);
}

/**
 * Up to where a chain may be removed at this instant, of which these are the oldest links in order; undefined where nothing may go. What
 * goes is what lies before the first entry that is too young, so that no clock that once went back takes what came before it along. The
 * youngest whose time is over stays: it shows whoever reads the rest that all before it was older.
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
