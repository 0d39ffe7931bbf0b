import { DEFAULT_RELEASE_PLAN, dimensionsOf, type ReleasePlan } from '@waylight/disclosure-control';
import { FIRST_MONTH } from './simulated-region.ts';

/** The shipped plan from a month on, without weeks of receipt, which count by another day. */
export function shippedPlan(from: string): ReleasePlan {
  const tables = DEFAULT_RELEASE_PLAN.tables.filter(({ dated }) => dated !== 'received');
  return { ...DEFAULT_RELEASE_PLAN, from, tables };
}

/** The weekly tables of the shipped plan, over the simulated years. */
export const WEEKLY_PLAN: ReleasePlan = {
  ...DEFAULT_RELEASE_PLAN,
  from: FIRST_MONTH,
  tables: DEFAULT_RELEASE_PLAN.tables.filter(({ dated }) => dated === 'received'),
};

/** Yearly tables of the region, countries and type groups. */
const REPLAYED_YEAR_TABLES: ReadonlySet<string> = new Set([
  'region-year',
  'country-year',
  'typegroup-year',
  'country-typegroup-year',
]);

/**
 * The shipped plan for a region so small that it runs through years in minutes. Further breakdowns of a year would take a minute of
 * audit and more each; `three-years.verify.test.ts` covers them.
 */
export const REPLAY_PLAN: ReleasePlan = {
  ...DEFAULT_RELEASE_PLAN,
  from: FIRST_MONTH,
  tables: DEFAULT_RELEASE_PLAN.tables.filter(
    ({ id, period }) => period !== 'year' || REPLAYED_YEAR_TABLES.has(id),
  ),
};

/** Selects the tables of countries and type groups, for members only: few, so that thousands of draws take minutes. */
export function countriesAndTypeGroups(plan: ReleasePlan): ReleasePlan {
  const tables = plan.tables
    .filter((table) => dimensionsOf(table).every((one) => one === 'country' || one === 'typeGroup'))
    .map(({ alsoFor: _, ...table }) => table);
  return { ...plan, tables };
}
