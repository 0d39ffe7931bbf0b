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
import { decodeCell, decodeReceivedCoordinates } from '@waylight/trends';
import type { CellMap } from '@waylight/view-store';
import { storedText } from '../count/stored-text.ts';

/** The cells of a period as it closed, and who may count what of them. */
export type CountingBasis = {
  readonly cells: readonly CellMap[];
  readonly countsFor: CountsFor;
  /** The circles that are released something. */
  readonly audiences: readonly Audience[];
};

const WEEKS = 52;

/** The weeks of receipt in the year before a day, of which a plan asks how much each layer of sharing holds; none where it does not. */
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
        const { layer, shareWith, organisation } = decodeReceivedCoordinates(field);
        const shared = codeByNumber('shareWith', shareWith)?.id as ShareWith | undefined;
        if (layer !== Layer.REPORTS || shared === undefined) continue;
        const of = received.get(shared) ?? new Map<number, number>();
        of.set(organisation, (of.get(organisation) ?? 0) + decodeCell(storedText(value)).incidents);
        received.set(shared, of);
      }
    }
  return { cells, ...mergeUnderPopulatedAudiences(received, plan.leastAWeek * WEEKS) };
}
