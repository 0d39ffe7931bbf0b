import type { GetReleasePlanResponse } from '@waylight/contracts/insights';
import { explainPlan, planSentences } from '@waylight/disclosure-control';
import type { InsightsContext } from '../context.ts';

/** The same for every caller: which tables there are says nothing about a report. */
export async function getReleasePlan({ plan }: InsightsContext): Promise<GetReleasePlanResponse> {
  return {
    paragraphs: explainPlan(plan),
    document: JSON.stringify(plan),
    messages: planSentences(plan).map((messages) => ({ messages })),
  };
}
