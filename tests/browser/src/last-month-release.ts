import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOfInstant, periodDays } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN, parseReleasePlan } from '@waylight/disclosure-control';
import { SHORT_EXAMPLE_MONTHS } from '@waylight/tests-region/trial';
import { exampleMonths } from '@waylight/trial/example-months';
import type { BrowserRegion } from './browser-region.ts';

/**
 * Returns a release plan that delays the last month of a short example, which the shipped plan would release. The region
 * releases all other months, and has the reports of the last one.
 */
export function planWithoutLastMonth(): object {
  const today = dayOfInstant(Date.now());
  const { firstMonth, lastMonth } = exampleMonths(today, SHORT_EXAMPLE_MONTHS);
  // The day after tomorrow, so that the test may run past midnight.
  const late = today + 1 - periodDays('month', lastMonth).toDay;
  const tables = DEFAULT_RELEASE_PLAN.tables.map((table) =>
    // A quarter or year closes no earlier than its months.
    table.period === 'week' ? table : { ...table, closesAfterDays: Math.max(late, table.closesAfterDays) },
  );
  return validatePlan({ ...DEFAULT_RELEASE_PLAN, from: firstMonth, tables });
}

/** Restarts the region with the shipped plan: aggregation then closes and releases the last month. */
export function releaseLastMonth({ dataDir, months, restart }: BrowserRegion): Promise<void> {
  const plan = validatePlan({ ...DEFAULT_RELEASE_PLAN, from: months.firstMonth });
  return restart(() => writeFile(join(dataDir, 'release-plan.json'), JSON.stringify(plan)));
}

function validatePlan(plan: object): object {
  const parsed = parseReleasePlan(plan);
  if (!parsed.ok) throw new Error(`the release plan of the test is invalid: ${parsed.problems.join('; ')}`);
  return plan;
}
