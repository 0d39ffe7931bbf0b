import { DEFAULT_RELEASE_PLAN, dimensionsOf, type ReleasePlan } from '@waylight/disclosure-control';

/** The plan that ships, from a month on; without weeks of receipt, which count by another day than all else. */
export function shippedPlan(from: string): ReleasePlan {
  const tables = DEFAULT_RELEASE_PLAN.tables.filter(({ dated }) => dated !== 'received');
  return { ...DEFAULT_RELEASE_PLAN, from, tables };
}

/** Its tables of countries and type groups for the members alone: what three methods can be solved on alike. */
export function countriesAndTypeGroups(plan: ReleasePlan): ReleasePlan {
  const tables = plan.tables
    .filter((table) => dimensionsOf(table).every((one) => one === 'country' || one === 'typeGroup'))
    .map(({ alsoFor: _, ...table }) => table);
  return { ...plan, tables };
}
