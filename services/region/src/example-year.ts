import {
  closesOn,
  DEFAULT_RELEASE_PLAN,
  releaseMonthDays,
  releaseMonthOf,
} from '@waylight/disclosure-control';

export const MONTHS_OF_YEAR = 12;
/** Of what is simulated for the example year. */
export const EXAMPLE_SEED = 20_260;

/**
 * The months of release that simulated reports cover: twelve, or as many as are wanted, up to the last one that the plan has closed, so
 * that the first start shows a whole year of releases.
 */
export function exampleYear(
  today: number,
  months = MONTHS_OF_YEAR,
): { firstMonth: string; lastMonth: string } {
  const table = DEFAULT_RELEASE_PLAN.tables[0];
  if (table === undefined) throw new TypeError('the release plan has no table');
  let last = releaseMonthOf(today);
  while (closesOn(table, last) >= today) last = previous(last);
  let first = last;
  for (let i = 1; i < months; i++) first = previous(first);
  return { firstMonth: first, lastMonth: last };
}

const previous = (month: string) => releaseMonthOf(releaseMonthDays(month).fromDay - 1);
