import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOfInstant, periodDays } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN, parseReleasePlan } from '@waylight/disclosure-control';
import { SHORT_EXAMPLE_MONTHS } from '@waylight/tests-region/trial';
import { exampleMonths } from '@waylight/trial/example-months';
import type { BrowserRegion } from './browser-region.ts';

/**
 * A plan by which the last month of a short example, which is due by the plan that ships, waits for some weeks more. So a region
 * shows all months but the last one, and has all that the last one needs.
 */
export function planWithoutLastMonth(): object {
  const today = dayOfInstant(Date.now());
  const { firstMonth, lastMonth } = exampleMonths(today, SHORT_EXAMPLE_MONTHS);
  // The day after tomorrow, so that no midnight comes in between.
  const late = today + 1 - periodDays('month', lastMonth).toDay;
  const tables = DEFAULT_RELEASE_PLAN.tables.map((table) =>
    // A quarter or year closes no earlier than the months that it is made of.
    table.period === 'week' ? table : { ...table, closesAfterDays: Math.max(late, table.closesAfterDays) },
  );
  return checked({ ...DEFAULT_RELEASE_PLAN, from: firstMonth, tables });
}

/** Starts the region again by the plan that ships: aggregation then closes the last month as it closes every month. */
export function releaseLastMonth({ dataDir, months, restart }: BrowserRegion): Promise<void> {
  const plan = checked({ ...DEFAULT_RELEASE_PLAN, from: months.firstMonth });
  return restart(() => writeFile(join(dataDir, 'release-plan.json'), JSON.stringify(plan)));
}

function checked(plan: object): object {
  const parsed = parseReleasePlan(plan);
  if (!parsed.ok) throw new Error(`the plan of the test is wrong: ${parsed.problems.join('; ')}`);
  return plan;
}
