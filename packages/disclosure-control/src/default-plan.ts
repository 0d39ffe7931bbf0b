import planFile from '../plan/release-plan.json' with { type: 'json' };
import { parseReleasePlan, type ReleasePlan } from './release-plan.ts';

/** The plan that ships with Waylight: `plan/release-plan.json`, checked like any other. */
export const DEFAULT_RELEASE_PLAN: ReleasePlan = readDefaultPlan();

function readDefaultPlan(): ReleasePlan {
  const parsed = parseReleasePlan(planFile);
  if (parsed.ok) return parsed.plan;
  throw new Error(`The release plan that ships with Waylight is wrong: ${parsed.problems.join('; ')}`);
}
