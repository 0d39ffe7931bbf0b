import { daysOf, periodKindOf } from '@waylight/calendar';
import type { ListedRelease } from '../../api/schemas.ts';

export type Choices = {
  readonly table?: string | undefined;
  readonly audience?: string | undefined;
  readonly year?: string | undefined;
};

export const yearOf = ({ period }: Pick<ListedRelease, 'period'>): string => period.slice(0, 4);

/** Releases that match all filters, newest period first; within a period in order of publication. */
export function chosenReleases<One extends ListedRelease>(
  releases: readonly One[],
  { table, audience, year }: Choices,
): readonly One[] {
  return releases
    .filter((one) => table === undefined || one.table === table)
    .filter((one) => audience === undefined || one.audience === audience)
    .filter((one) => year === undefined || yearOf(one) === year)
    .toSorted(byEnd);
}

/** A list in its order: the part that is always visible, and the older part by year. */
export type Folded<One> = {
  readonly newest: readonly One[];
  readonly older: readonly { readonly year: string; readonly releases: readonly One[] }[];
};

/**
 * The newest period of each length is always visible, so that weeks do not displace quarters. All other releases are listed under
 * their year.
 */
export function foldedReleases<One extends ListedRelease>(found: readonly One[]): Folded<One> {
  const lengthOf = ({ period }: ListedRelease) => periodKindOf(period);
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

/** Parameter value for all years. */
const ALL = 'all';

/** Expanded years, from a parameter such as "2026,2025" or "all". */
export const openYears = (asked: string | undefined, years: readonly string[]): readonly string[] =>
  asked === ALL ? years : years.filter((year) => asked?.split(',').includes(year));

/** Orders periods by their last day, newest first. A quarter precedes its last month. */
function byEnd(one: ListedRelease, other: ListedRelease): number {
  const [a, b] = [daysOf(one.period), daysOf(other.period)];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return b.toDay - a.toDay || a.fromDay - b.fromDay;
}
