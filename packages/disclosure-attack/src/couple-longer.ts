import {
  type Axis,
  dimensionsOf,
  type PlannedTable,
  releasePeriodsWithin,
  sum,
} from '@waylight/disclosure-control';
import { commonGroups } from './common-codes.ts';
import { type Puzzle, sumOf } from './puzzle.ts';
import {
  type Cells,
  codesAt,
  countsAt,
  type OwnCounts,
  type Place,
  type ReleasedTable,
  truthAt,
} from './read-releases.ts';

/**
 * Says of each table and of those that count shorter periods of it, by what all of them tell apart, that they count the same. A table that is
 * not there of one of the periods, because the plan has it no more or not yet, is made up for by one that tells the same apart.
 */
export function coupleLonger(puzzle: Puzzle, own: OwnCounts, known: readonly Cells[]): void {
  for (const longer of known) {
    const { table, period, audience } = longer.release;
    if (table.dated === 'received') continue;
    const within = known.filter(
      ({ release }) => release.audience === audience && isWithin(release, longer.release),
    );
    const byPeriod = Map.groupBy(within, ({ release }) => release.period);
    const said = new Set<string>();
    for (const shorter of new Map(within.map(({ release }) => [release.table.id, release.table])).values()) {
      const periods = releasePeriodsWithin(shorter.period, table.period, period);
      const parts = periods.flatMap((one) => likeIn(shorter, byPeriod.get(one) ?? []) ?? []);
      const key = parts.map(({ release }) => `${release.table.id} ${release.period}`).join();
      if (parts.length === periods.length && !said.has(key)) couple(puzzle, own, longer, parts);
      said.add(key);
    }
  }
}

function likeIn(table: PlannedTable, ofPeriod: readonly Cells[]): Cells | undefined {
  const dimensions = dimensionsOf(table).join();
  return (
    ofPeriod.find(({ release }) => release.table.id === table.id) ??
    ofPeriod.find(({ release }) => dimensionsOf(release.table).join() === dimensions)
  );
}

function isWithin(part: ReleasedTable, longer: ReleasedTable): boolean {
  const kinds = ['week', 'month', 'quarter', 'year'];
  return (
    kinds.indexOf(part.table.period) < kinds.indexOf(longer.table.period) &&
    releasePeriodsWithin(part.table.period, longer.table.period, longer.period).includes(part.period)
  );
}

function couple(puzzle: Puzzle, own: OwnCounts, longer: Cells, parts: readonly Cells[]): void {
  const all = [longer, ...parts];
  /** The same place in each table: the longer one first. */
  const places = dimensionsOf(longer.release.table).reduce<Place[][]>(
    (before, dimension) => {
      const axes = all.flatMap(({ release }) => axisOf(release.table, dimension) ?? []);
      const groups = axes.length < all.length ? [] : commonGroups(axes);
      if (groups.length === 0) return before;
      return before.flatMap((of) =>
        groups.map((group) => of.map((place, n) => ({ ...place, [dimension]: group[n] ?? [] }))),
      );
    },
    [all.map(() => ({}))],
  );
  for (const [place = {}, ...inParts] of places) {
    const ofLonger = countsAt(longer, place);
    const ofParts = parts.flatMap((part, n) => countsAt(part, inParts[n] ?? {}));
    const before = sum(parts.map((part, n) => truthOf(part, inParts[n] ?? {})));
    const late = truthOf(longer, place) - before;
    const terms = [...sumOf(ofLonger), ...sumOf(ofParts, -1)];
    if (late === 0) {
      puzzle.fact(terms, { least: 0, most: 0 });
      continue;
    }
    const changed = puzzle.unknown({ least: 0, most: Math.abs(late) });
    puzzle.fact([...terms, ...sumOf([changed], late > 0 ? -1 : 1)], { least: 0, most: 0 });
    // Whoever was late himself knows at least how much of it was his.
    for (const name of late > 0 ? (longer.release.ownOf?.keys() ?? []) : []) {
      const had = sum(parts.map((part, n) => ownAt(part, name, inParts[n] ?? {})));
      const mine = Math.min(late, ownAt(longer, name, place) - had);
      if (mine > 0) own.get(name)?.set(changed, mine);
    }
  }
}

const axisOf = ({ rows, columns }: PlannedTable, dimension: string): Axis | undefined =>
  [rows, columns].find((axis) => axis.dimension === dimension);

function truthOf(cells: Cells, place: Place): number {
  const { rows, columns } = cells.release.table;
  return truthAt(cells, codesAt(rows, place), codesAt(columns, place));
}

/** What an organisation has of its own at a place of a table. */
function ownAt({ release }: Cells, name: string, place: Place): number {
  const { rows, columns } = release.table;
  let count = 0;
  for (const cell of release.ownOf?.get(name) ?? [])
    if (codesAt(rows, place).includes(cell.row) && codesAt(columns, place).includes(cell.column))
      count += cell.count;
  return count;
}
