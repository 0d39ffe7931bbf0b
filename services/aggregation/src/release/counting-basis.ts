import { isoWeek } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import {
  AUDIENCES,
  type Audience,
  type CountsFor,
  countsFor,
  mergeUnderPopulatedAudiences,
  type ReleasePlan,
  type ShareWith,
} from '@waylight/disclosure-control';
import { codeByNumber } from '@waylight/taxonomy';
import { decodeCell, decodeReceivedCoordinates, type ReceivedCoordinates } from '@waylight/trends';
import type { CellMap } from '@waylight/view-store';
import { storedText } from '../count/stored-text.ts';

/** Frozen cells of a period, and the sharing levels that each audience may count. */
export type CountingBasis = {
  readonly cells: readonly CellMap[];
  /** The country whose node took the reports, for each of `cells`. */
  readonly nodes?: readonly string[];
  readonly countsFor: CountsFor;
  /** Audiences for which a release is drawn. */
  readonly audiences: readonly Audience[];
};

const WEEKS = 52;

/**
 * Buckets of the weeks of receipt in the year before a day. They are read only if the plan requires a number
 * of reports for each sharing level.
 */
export function weeksBefore({ leastAWeek }: Pick<ReleasePlan, 'leastAWeek'>, closedDay: number): string[] {
  if (leastAWeek === undefined) return [];
  return Array.from({ length: WEEKS }, (_, week) => `r${isoWeek(closedDay - 7 * week)}`);
}

export function countingBasisOf(
  plan: Pick<ReleasePlan, 'leastAWeek'>,
  cells: readonly CellMap[],
  closedDay: number,
): CountingBasis {
  if (plan.leastAWeek === undefined) return { cells, countsFor, audiences: AUDIENCES };
  const weeks = new Set(weeksBefore(plan, closedDay));
  const received = new Map<ShareWith, Map<number, number>>();
  for (const buckets of cells)
    for (const [bucket, fields] of buckets) {
      if (!weeks.has(bucket)) continue;
      for (const [field, value] of fields) {
        const coordinates = decodeReceivedCoordinates(field);
        const shareWith = shareWithOf(coordinates);
        if (shareWith === undefined) continue;
        const { organisation } = coordinates;
        const counts = received.get(shareWith) ?? new Map<number, number>();
        const { incidents } = decodeCell(storedText(value));
        received.set(shareWith, counts.set(organisation, (counts.get(organisation) ?? 0) + incidents));
      }
    }
  return { cells, ...mergeUnderPopulatedAudiences(received, plan.leastAWeek * WEEKS) };
}

/** Sharing level of a cell of reports; undefined for the public record and unknown codes. */
export function shareWithOf({
  layer,
  shareWith,
}: Pick<ReceivedCoordinates, 'layer' | 'shareWith'>): ShareWith | undefined {
  if (layer !== Layer.REPORTS) return undefined;
  return codeByNumber('shareWith', shareWith)?.id as ShareWith | undefined;
}
