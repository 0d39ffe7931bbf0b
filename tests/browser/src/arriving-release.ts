import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOfInstant } from '@waylight/calendar';
import {
  closesOn,
  DEFAULT_RELEASE_PLAN,
  parseReleasePlan,
  releaseMonthDays,
  releaseMonthOf,
} from '@waylight/disclosure-control';
import type { BrowserRegion } from './browser-region.ts';

const today = () => dayOfInstant(Date.now());
const monthBefore = (month: string) => releaseMonthOf(releaseMonthDays(month).fromDay - 1);

/** The months of the example data: twelve, up to the last one that the plan that ships has closed. */
export function exampleMonths(): { readonly first: string; readonly last: string } {
  const [table] = DEFAULT_RELEASE_PLAN.tables;
  if (table === undefined) throw new Error('the plan that ships has no table');
  let last = releaseMonthOf(today());
  while (closesOn(table, last) >= today()) last = monthBefore(last);
  let first = last;
  for (let n = 1; n < 12; n++) first = monthBefore(first);
  return { first, last };
}

/**
 * Before the first start: a plan by which the last month of the example year, which is due by the plan that ships, waits for some weeks more. So
 * a region shows eleven months, and has all that the twelfth needs.
 */
export async function holdLastMonth(dataDir: string): Promise<void> {
  // The day after tomorrow, so that no midnight comes in between.
  const late = today() + 1 - releaseMonthDays(exampleMonths().last).toDay;
  const tables = DEFAULT_RELEASE_PLAN.tables.map((table) =>
    // A quarter or year closes no earlier than the months that it is made of.
    table.period === 'week' ? table : { ...table, closesAfterDays: Math.max(late, table.closesAfterDays) },
  );
  await writePlan(dataDir, tables);
}

/**
 * Starts the region again by the plan that ships: aggregation then closes the last month as it closes every month. Answers the release of it that the
 * overview shows first.
 */
export async function releaseLastMonth({ dataDir, restart }: BrowserRegion): Promise<string> {
  await restart(() => writePlan(dataDir, DEFAULT_RELEASE_PLAN.tables));
  return `${DEFAULT_RELEASE_PLAN.tables[0]?.id}.${exampleMonths().last}.partners`;
}

async function writePlan(dataDir: string, tables: typeof DEFAULT_RELEASE_PLAN.tables): Promise<void> {
  const plan = { ...DEFAULT_RELEASE_PLAN, from: exampleMonths().first, tables };
  const parsed = parseReleasePlan(plan);
  if (!parsed.ok) throw new Error(`the plan of the test is wrong: ${parsed.problems.join('; ')}`);
  await writeFile(join(dataDir, 'release-plan.json'), JSON.stringify(plan));
}
