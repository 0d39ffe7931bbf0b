import { DEFAULT_RELEASE_PLAN, dimensionsOf, type ReleasePlan } from '@waylight/disclosure-control';
import { FIRST_MONTH } from './simulated-region.ts';

/** The plan that ships, from a month on; without weeks of receipt, which count by another day than all else. */
export function shippedPlan(from: string): ReleasePlan {
  const tables = DEFAULT_RELEASE_PLAN.tables.filter(({ dated }) => dated !== 'received');
  return { ...DEFAULT_RELEASE_PLAN, from, tables };
}

/**
 * Weeks, months and quarters of the plan that ships, for a region so small that it lives through years in minutes: any layer is
 * enough there. Its years are attacked for minutes each, so they are left to the three years of the pure core.
 */
export const LIVED_PLAN: ReleasePlan = {
  ...DEFAULT_RELEASE_PLAN,
  ...{ from: FIRST_MONTH, leastAWeek: 1 },
  tables: DEFAULT_RELEASE_PLAN.tables.filter(({ period }) => period !== 'year'),
};

/** Its tables of countries and type groups for the members alone: what three methods can be solved on alike. */
export function countriesAndTypeGroups(plan: ReleasePlan): ReleasePlan {
  const tables = plan.tables
    .filter((table) => dimensionsOf(table).every((one) => one === 'country' || one === 'typeGroup'))
    .map(({ alsoFor: _, ...table }) => table);
  return { ...plan, tables };
}
