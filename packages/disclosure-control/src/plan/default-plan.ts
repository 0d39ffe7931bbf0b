import oneTableFile from '../../plan/one-table.json' with { type: 'json' };
import planFile from '../../plan/release-plan.json' with { type: 'json' };
import { parseReleasePlan, type ReleasePlan } from './release-plan.ts';

/** The plan that ships with Waylight: `plan/release-plan.json`, validated like any other. */
export const DEFAULT_RELEASE_PLAN: ReleasePlan = readPlan(planFile);

/** The smallest possible plan: one monthly table. It is a starting point for new plans, and used by tests. */
export const ONE_TABLE_PLAN: ReleasePlan = readPlan(oneTableFile);

function readPlan(file: unknown): ReleasePlan {
  const parsed = parseReleasePlan(file);
  if (parsed.ok) return parsed.plan;
  throw new Error(`A release plan that ships with Waylight is invalid: ${parsed.problems.join('; ')}`);
}
