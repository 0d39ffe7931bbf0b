import { type DaySpan, OLDEST_DAYS, periodDays } from '@waylight/calendar';
import { dimensionsOf, sum } from '@waylight/disclosure-control';
import { commonGroups } from './common-codes.ts';
import { type LinearSystem, sumOf } from './linear-system.ts';
import { codesAt, type Place, variablesIn } from './read-releases.ts';
import { type ReleaseVariables, truthAt } from './release-variables.ts';

/**
 * Relates the weekly tables, which count by week of receipt, to the monthly tables of the same audience. For every
 * span of successive months, the weeks whose incidents all occurred within it count at most as many incidents as its
 * months do. So months limit weeks from above, and weeks limit months from below. Nothing limits weeks from below,
 * because any number of incidents may be received later or have an unknown day.
 *
 * A month may lack incidents of a week: they were retracted, or arrived after the month had closed. The attacker may
 * assume that there are none. So the limit allows exactly the true number of them, which keeps the truth feasible.
 */
export function addWeekConstraints(linearSystem: LinearSystem, tables: readonly ReleaseVariables[]): void {
  const released = tables.filter(({ release }) => release.isLatent !== true);
  const weekly = released.filter(({ release }) => release.table.dated === 'received');
  const months = released.filter(({ release }) => release.table.period === 'month');
  const groups = Map.groupBy(weekly, ({ release }) => `${release.table.id} ${release.audience}`);
  for (const weeks of groups.values()) {
    const [first] = weeks;
    const comparable = months.filter(
      ({ release }) =>
        first !== undefined && isComparable(first, release) && release.audience === first.release.audience,
    );
    for (const ofTable of Map.groupBy(comparable, ({ release }) => release.table.id).values())
      addSpans(linearSystem, weeks, inOrder(ofTable));
  }
}

/** True if a monthly table has the dimensions of a weekly table. */
const isComparable = (
  { release: { table: weekly } }: ReleaseVariables,
  { table: monthly }: ReleaseVariables['release'],
): boolean => dimensionsOf(weekly).join() === dimensionsOf(monthly).join();

const spanOf = ({ release: { table, period } }: ReleaseVariables): DaySpan =>
  periodDays(table.period, period);

const inOrder = (tables: readonly ReleaseVariables[]): ReleaseVariables[] =>
  [...tables].sort((a, b) => spanOf(a).fromDay - spanOf(b).fromDay);

function addSpans(
  linearSystem: LinearSystem,
  weeks: readonly ReleaseVariables[],
  months: readonly ReleaseVariables[],
): void {
  for (const [from, first] of months.entries()) {
    let before: string | undefined;
    const span: ReleaseVariables[] = [];
    for (const month of months.slice(from)) {
      const last = span.at(-1);
      if (last !== undefined && spanOf(month).fromDay !== spanOf(last).toDay + 1) break;
      span.push(month);
      const covered = weeks.filter((week) =>
        isCovered(spanOf(week), spanOf(first).fromDay, spanOf(month).toDay),
      );
      // The same weeks in a longer span add no limit.
      const key = covered.map(({ release }) => release.period).join();
      if (covered.length === 0 || key === before) continue;
      before = key;
      addAtMost(linearSystem, covered, span);
    }
  }
}

const isCovered = ({ fromDay, toDay }: DaySpan, firstDay: number, lastDay: number): boolean =>
  fromDay - OLDEST_DAYS >= firstDay && toDay <= lastDay;

function addAtMost(
  linearSystem: LinearSystem,
  weeks: readonly ReleaseVariables[],
  months: readonly ReleaseVariables[],
): void {
  for (const [inWeeks, inMonths] of commonPlaces(weeks[0], months[0])) {
    const missing =
      sum(weeks.map((week) => truthOf(week, inWeeks))) - sum(months.map((month) => truthOf(month, inMonths)));
    linearSystem.addConstraint(
      [
        ...sumOf(weeks.flatMap((week) => variablesIn(week, inWeeks))),
        ...sumOf(
          months.flatMap((month) => variablesIn(month, inMonths)),
          -1,
        ),
      ],
      { least: Number.NEGATIVE_INFINITY, most: Math.max(0, missing) },
    );
  }
}

/** Equal places of a weekly and a monthly table. */
function commonPlaces(
  week: ReleaseVariables | undefined,
  month: ReleaseVariables | undefined,
): (readonly [Place, Place])[] {
  if (week === undefined || month === undefined) return [];
  const axesOf = ({ release: { table } }: ReleaseVariables, dimension: string) =>
    [table.rows, table.columns].filter((axis) => axis.dimension === dimension);
  return dimensionsOf(week.release.table).reduce<(readonly [Place, Place])[]>(
    (places, dimension) =>
      commonGroups([...axesOf(week, dimension), ...axesOf(month, dimension)]).flatMap(([a = [], b = []]) =>
        places.map(
          ([inWeek, inMonth]) =>
            [
              { ...inWeek, [dimension]: a },
              { ...inMonth, [dimension]: b },
            ] as const,
        ),
      ),
    [[{}, {}]],
  );
}

function truthOf(cells: ReleaseVariables, place: Place): number {
  const { rows, columns } = cells.release.table;
  return truthAt(cells, codesAt(rows, place), codesAt(columns, place));
}
