import { parsePeriod } from '../../text/format.ts';

/** One line of the list of releases. */
export type Listed = {
  readonly id: string;
  readonly table: string;
  readonly period: string;
  readonly audience: string;
};

export type Choices = {
  readonly table?: string | undefined;
  readonly audience?: string | undefined;
  readonly year?: string | undefined;
};

export const yearOf = ({ period }: Pick<Listed, 'period'>): string => period.slice(0, 4);

/** What fits all choices, the newest period first; within one period in the order of publication. */
export function chosenReleases<One extends Listed>(
  releases: readonly One[],
  { table, audience, year }: Choices,
): readonly One[] {
  return releases
    .filter((one) => table === undefined || one.table === table)
    .filter((one) => audience === undefined || one.audience === audience)
    .filter((one) => year === undefined || yearOf(one) === year)
    .toSorted((a, b) => (endOf(a.period) < endOf(b.period) ? 1 : endOf(a.period) > endOf(b.period) ? -1 : 0));
}

/** A list in its order: what is seen at first, and the older ones by their year. */
export type Folded<One> = {
  readonly newest: readonly One[];
  readonly older: readonly { readonly year: string; readonly releases: readonly One[] }[];
};

/** Of each length of period the newest, whole, so that weeks do not push quarters away; each other release once, in its year. */
export function foldedReleases<One extends Listed>(found: readonly One[]): Folded<One> {
  const lengthOf = ({ period }: Listed) => parsePeriod(period)?.kind;
  const newestOf = new Map(found.toReversed().map((one) => [lengthOf(one), one.period]));
  const isNewest = (one: One): boolean => newestOf.get(lengthOf(one)) === one.period;
  const older = Map.groupBy(
    found.filter((one) => !isNewest(one)),
    yearOf,
  );
  return {
    newest: found.filter(isNewest),
    older: [...older].map(([year, releases]) => ({ year, releases })),
  };
}

/** Says of all years in an address that they stand open. */
const ALL = 'all';

/** Those of the years that stand open, as an address says it: "2026,2025" or all. */
export const openYears = (asked: string | undefined, years: readonly string[]): readonly string[] =>
  asked === ALL ? years : years.filter((year) => asked?.split(',').includes(year));

/** Where a period ends, so that a quarter stands after its months and before the next: as text that can be compared. */
function endOf(period: string): string {
  const [, year = '', quarter, week, month] = /^(\d{4})(?:-(?:Q(\d)|W(\d{2})|(\d{2})))?$/.exec(period) ?? [];
  const day = (index: number) => String(Math.round(index)).padStart(3, '0');
  if (quarter !== undefined) return `${year} ${day(Number(quarter) * 91.25)} 2`;
  if (week !== undefined) return `${year} ${day(Number(week) * 7)} 0`;
  if (month !== undefined) return `${year} ${day(Number(month) * 30.4)} 1`;
  return year === '' ? period : `${year} 999 3`;
}
