import { DEFAULT_RELEASE_PLAN, dimensionsOf, type ReleasePlan } from '@waylight/disclosure-control';
import { FIRST_MONTH } from './simulated-region.ts';

/** The plan that ships, from a month on; without weeks of receipt, which count by another day than all else. */
export function shippedPlan(from: string): ReleasePlan {
  const tables = DEFAULT_RELEASE_PLAN.tables.filter(({ dated }) => dated !== 'received');
  return { ...DEFAULT_RELEASE_PLAN, from, tables };
}

/** Of its years those that everybody is released, and the one that breaks these down by type for members and authorities. */
const REPLAYED_YEAR_TABLES: ReadonlySet<string> = new Set([
  'region-year',
  'country-year',
  'country-typegroup-year',
]);

/**
 * The plan that ships, for a region so small that it lives through years in minutes: any layer is enough there. All that splits
 * its years further makes each of them a minute of attack and more, so that is left to the three years of the pure core.
 */
export const REPLAY_PLAN: ReleasePlan = {
  ...DEFAULT_RELEASE_PLAN,
  ...{ from: FIRST_MONTH, leastAWeek: 1 },
  tables: DEFAULT_RELEASE_PLAN.tables.filter(
    ({ id, period }) => period !== 'year' || REPLAYED_YEAR_TABLES.has(id),
  ),
};

/** Its tables of countries and type groups for the members alone: what three methods can be solved on alike. */
export function countriesAndTypeGroups(plan: ReleasePlan): ReleasePlan {
  const tables = plan.tables
    .filter((table) => dimensionsOf(table).every((one) => one === 'country' || one === 'typeGroup'))
    .map(({ alsoFor: _, ...table }) => table);
  return { ...plan, tables };
}
