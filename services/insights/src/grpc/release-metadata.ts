/** Methods that return the same to every caller: neither a public key nor the plan depends on a report. */
import { GetReleaseKeysResponse, type GetReleasePlanResponse } from '@waylight/contracts/insights';
import { explainPlan, planSentences } from '@waylight/disclosure-control';
import type { InsightsContext } from '../context.ts';

export async function getReleaseKeys({ releaseKeys }: InsightsContext): Promise<GetReleaseKeysResponse> {
  return GetReleaseKeysResponse.fromPartial({
    keys: releaseKeys.map((key) => ({ ...key, publicKey: Buffer.from(key.publicKey, 'base64') })),
  });
}

export async function getReleasePlan({ plan }: InsightsContext): Promise<GetReleasePlanResponse> {
  return {
    paragraphs: explainPlan(plan),
    document: JSON.stringify(plan),
    messages: planSentences(plan).map((messages) => ({ messages })),
  };
}
