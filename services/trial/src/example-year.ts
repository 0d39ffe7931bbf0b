import { isoMonth, periodDays } from '@waylight/calendar';
import { closesOn, DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';

export const MONTHS_OF_YEAR = 12;
/** Seed of the simulated reports and activity of the example year. */
export const EXAMPLE_SEED = 20_260;

/** The first and last month that simulated reports cover. */
export type ExampleMonths = { readonly firstMonth: string; readonly lastMonth: string };

/** The months of simulated reports. They end with the last closed month, so that the first start has a year of releases. */
export function exampleYear(today: number, months = MONTHS_OF_YEAR): ExampleMonths {
  const table = DEFAULT_RELEASE_PLAN.tables[0];
  if (table === undefined) throw new TypeError('the release plan has no table');
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
