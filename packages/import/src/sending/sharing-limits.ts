import type { SharingLimit } from '@waylight/contracts/intake';
import { codeById } from '@waylight/taxonomy';
import type { RoutedRow } from '../coding/code-table.ts';
import { type ExistingReports, isRetractedForGood } from './existing-reports.ts';

/**
 * How widely the report of a row may be shared at most, because it was narrowed, or its consent withdrawn, at another node: there it
 * may live still, or have lived once. The row's own node knows by itself what it was told.
 */
export function findLimitElsewhere(
  existing: ExistingReports,
  row: RoutedRow,
): SharingLimit | undefined {
  // It is not sent, and said to be so, whatever its row says of sharing.
  if (isRetractedForGood(existing, row)) return undefined;
  return strictestLimit(
    [...existing].map(([country, reports]) =>
      country === row.node ? undefined : reports.get(row.coded.reportId)?.receipt?.limit,
    ),
  );
}

/** What all of them allow: the narrowest circle, since the latest day. */
export function strictestLimit(limits: readonly (SharingLimit | undefined)[]): SharingLimit | undefined {
  return limits.reduce((one, other) => {
    if (one === undefined || other === undefined) return one ?? other;
    const { shareWith } = widthOf(one) <= widthOf(other) ? one : other;
    const [, since = ''] = [one.since, other.since].toSorted();
    return { shareWith, since };
  }, undefined);
}

/** A circle that a newer node knows and we don't is taken for the narrowest. */
function widthOf({ shareWith }: SharingLimit): number {
  return codeById('shareWith', shareWith)?.number ?? 0;
}
