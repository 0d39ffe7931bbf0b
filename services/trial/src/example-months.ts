import { isoMonth, periodDays } from '@waylight/calendar';
import { closesOn, DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';

/** Whole months of example data, so that the newest three can be compared with those of the year before. */
export const EXAMPLE_MONTHS = 15;
/** Seed of the simulated reports and activity of the example. */
export const EXAMPLE_SEED = 20_260;

/** The first and last whole month of the example data. */
export type ExampleMonths = { readonly firstMonth: string; readonly lastMonth: string };

/**
 * The months of the example data. They end with the newest closed month, so that all of them are released at the first start.
 * Later incidents are simulated too, up to the day before the start.
 */
export function exampleMonths(today: number, months = EXAMPLE_MONTHS): ExampleMonths {
  const table = DEFAULT_RELEASE_PLAN.tables.find(({ period }) => period === 'month');
  if (table === undefined) throw new TypeError('the release plan has no monthly table');
  let last = isoMonth(today);
  while (closesOn(table, last) >= today) last = previousMonth(last);
  return monthsUntil(last, months);
}

/** Returns this number of months, up to the given month. */
export function monthsUntil(lastMonth: string, months: number): ExampleMonths {
  let firstMonth = lastMonth;
  for (let i = 1; i < months; i++) firstMonth = previousMonth(firstMonth);
  return { firstMonth, lastMonth };
}

const previousMonth = (month: string) => isoMonth(periodDays('month', month).fromDay - 1);
