import oneTableFile from '../../plan/one-table.json' with { type: 'json' };
import planFile from '../../plan/release-plan.json' with { type: 'json' };
import { parseReleasePlan, type ReleasePlan } from './release-plan.ts';

/** The plan that ships with Waylight: `plan/release-plan.json`, checked like any other. */
export const DEFAULT_RELEASE_PLAN: ReleasePlan = readPlan(planFile);

/** The least that a region can release, one table by month: to begin with, and to test with. */
export const ONE_TABLE_PLAN: ReleasePlan = readPlan(oneTableFile);

function readPlan(file: unknown): ReleasePlan {
  const parsed = parseReleasePlan(file);
  if (parsed.ok) return parsed.plan;
  throw new Error(`A release plan that ships with Waylight is wrong: ${parsed.problems.join('; ')}`);
}
