import { DatePrecision, Layer, type ReportEvent } from '@waylight/contracts/incident';
import {
  parseReleasePlan,
  type ReleasePlan,
  releasesForReport,
  SHARE_WITH,
} from '@waylight/disclosure-control';
import { RpcFailure } from '@waylight/service-kit/client';
import { codeByNumber } from '@waylight/taxonomy';
import type { InsightsCalls } from '../connection/connect.ts';

/**
 * The plan that is in force at the region; undefined where it can't be asked now, or is newer than this program. A preview is
 * of use without it: whoever is in the field may reach the node alone.
 */
export async function fetchRegionPlan(
  insights: Pick<InsightsCalls, 'getReleasePlan'>,
): Promise<ReleasePlan | undefined> {
  try {
    const { document } = await insights.getReleasePlan({});
    const parsed = parseReleasePlan(JSON.parse(document));
    return parsed.ok ? parsed.plan : undefined;
  } catch (error) {
    if (error instanceof RpcFailure) return undefined;
    throw error;
  }
}

/** The releases that could count what the log would have; none of a retraction, of nothing, and of the public record. */
export function findCountingReleases(
  plan: ReleasePlan,
  event: ReportEvent | undefined,
  today: number,
): string[] {
  if (event?.change?.$case !== 'incident' || event.layer !== Layer.REPORTS) return [];
  const { shareWith: number, occurredDay, datePrecision } = event.change.value;
  const id = codeByNumber('shareWith', number)?.id;
  const shareWith = SHARE_WITH.find((audience) => audience === id);
  if (shareWith === undefined) return [];
  const precision = COARSE_PRECISIONS[datePrecision] ?? 'day';
  const receivedDay = event.firstReceivedDay;
  return releasesForReport(plan, { shareWith, occurredDay, precision, receivedDay }, today);
}

const COARSE_PRECISIONS: Readonly<Partial<Record<DatePrecision, 'month' | 'year'>>> = {
  [DatePrecision.MONTH]: 'month',
  [DatePrecision.YEAR]: 'year',
};
