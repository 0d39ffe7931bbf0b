import { parseReleasePlan, type ReleasePlan } from '@waylight/disclosure-control';
import type { InsightsCalls } from '../connection/connect.ts';

type PlanCalls = Pick<InsightsCalls, 'getReleasePlan'>;

/** The release plan of the region; undefined if it is newer than this program. */
export async function fetchRegionPlan(insights: PlanCalls): Promise<ReleasePlan | undefined> {
  const { document } = await insights.getReleasePlan({});
  const parsed = parseReleasePlan(JSON.parse(document));
  return parsed.ok ? parsed.plan : undefined;
}
