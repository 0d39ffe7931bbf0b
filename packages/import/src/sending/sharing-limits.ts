import type { SharingLimit } from '@waylight/contracts/intake';
import { codeById } from '@waylight/taxonomy';
import type { RoutedRow } from '../coding/code-table.ts';
import { type ExistingReports, isRetractedForGood } from './existing-reports.ts';

/**
 * The sharing limit of a row's report that other nodes than the row's own have, because sharing was narrowed or consent
 * withdrawn there. The row's own node applies its own limit.
 */
export function findLimitElsewhere(existing: ExistingReports, row: RoutedRow): SharingLimit | undefined {
  // A row that stays retracted is not sent, so it needs no limit.
  if (isRetractedForGood(existing, row)) return undefined;
  return strictestLimit(
    [...existing].map(([country, reports]) =>
      country === row.node ? undefined : reports.get(row.coded.reportId)?.receipt?.limit,
    ),
  );
}

/** The strictest combination of limits: the narrowest audience, since the latest day. */
export function strictestLimit(limits: readonly (SharingLimit | undefined)[]): SharingLimit | undefined {
  return limits.reduce((one, other) => {
    if (one === undefined || other === undefined) return one ?? other;
    const { shareWith } = widthOf(one) <= widthOf(other) ? one : other;
    const [, since = ''] = [one.since, other.since].toSorted();
    return { shareWith, since };
  }, undefined);
}

/** An unknown audience, from a newer node, counts as the narrowest. */
function widthOf({ shareWith }: SharingLimit): number {
  return codeById('shareWith', shareWith)?.number ?? 0;
}
