import {
  AUDIENCES,
  type Audience,
  type Axis,
  dimensionsOf,
  type PlannedTable,
  releasePeriodsWithin,
  sum,
} from '@waylight/disclosure-control';
import { type Cells, type OwnCounts, type ReleasedTable, truthAt } from './cells.ts';
import { commonGroups } from './common-codes.ts';
import { type Puzzle, sumOf } from './puzzle.ts';
import { codesAt, countsAt, ownAt, type Place } from './read-releases.ts';

/**
 * Says of each table how it stands to those of shorter periods within it, by what all of them tell apart. To those of its own circle it counts the
 * same, where each period has one. Where one was withheld, or was for another circle, it counts no less than those that are there and count
 * for its readers, and no more than those of all periods that count for narrower circles. A table that is not there of one of the periods,
 * because the plan has it no more or not yet, is made up for by one that tells the same apart.
 */
export function coupleLonger(puzzle: Puzzle, own: OwnCounts, known: readonly Cells[]): void {
  for (const longer of known) {
    const { table, period, audience } = longer.release;
    if (table.dated === 'received') continue;
    const within = known.filter(({ release }) => isWithin(release, longer.release));
    const byPeriod = Map.groupBy(within, ({ release }) => release.period);
    const said = new Set<string>();
    for (const shorter of new Map(within.map(({ release }) => [release.table.id, release.table])).values()) {
      const periods = releasePeriodsWithin(shorter.period, table.period, period);
      const partsFor = (circles: readonly Audience[]): Cells[] =>
        periods.flatMap((one) => likeIn(shorter, byPeriod.get(one) ?? [], circles) ?? []);
      const say = (how: Standing, parts: readonly Cells[]): void => {
        const key = [how, ...parts.map(({ release }) => nameOfRelease(release))].join();
        if (parts.length > 0 && !said.has(key)) couple({ puzzle, own, longer, parts, how });
        said.add(key);
      };
      const ofItsOwn = partsFor([audience]);
      if (ofItsOwn.length === periods.length) {
        say('the same', ofItsOwn);
        continue;
      }
      const at = AUDIENCES.indexOf(audience);
      say('no less', partsFor(AUDIENCES.slice(at)));
      const ofAll = partsFor(AUDIENCES.slice(0, at + 1).toReversed());
      if (ofAll.length === periods.length) say('no more', ofAll);
    }
  }
}

/** How the count of a longer period stands to that of its parts, but for what came late or was taken back. */
type Standing = 'the same' | 'no less' | 'no more';

const nameOfRelease = ({ table, period, audience }: ReleasedTable): string =>
  `${table.id}.${period}.${audience}`;

/** The table of a period, or one that tells the same apart, for the first of these circles that has one. */
function likeIn(
  { id, ...axes }: PlannedTable,
  ofPeriod: readonly Cells[],
  circles: readonly Audience[],
): Cells | undefined {
  const dimensions = dimensionsOf(axes).join();
  for (const circle of circles) {
    const ofCircle = ofPeriod.filter(({ release }) => release.audience === circle);
    const like =
      ofCircle.find(({ release }) => release.table.id === id) ??
      ofCircle.find(({ release }) => dimensionsOf(release.table).join() === dimensions);
    if (like !== undefined) return like;
  }
  return undefined;
}

function isWithin(part: ReleasedTable, longer: ReleasedTable): boolean {
  const kinds = ['week', 'month', 'quarter', 'year'];
  return (
    kinds.indexOf(part.table.period) < kinds.indexOf(longer.table.period) &&
    releasePeriodsWithin(part.table.period, longer.table.period, longer.period).includes(part.period)
  );
}

type Coupling = {
  readonly puzzle: Puzzle;
  readonly own: OwnCounts;
  readonly longer: Cells;
  readonly parts: readonly Cells[];
  readonly how: Standing;
};

function couple({ puzzle, own, longer, parts, how }: Coupling): void {
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
    const { least, most } = limitsOf(how, late);
    const isOneSided = late > 0 ? least === 0 : most === 0;
    if (late === 0 || !isOneSided) {
      puzzle.fact(terms, { least, most });
      continue;
    }
    // What came on top, or is missing: of it whoever was late, or took back, himself knows at least how much was his.
    const sign = Math.sign(late);
    const changed = puzzle.unknown({ least: 0, most: late > 0 ? most : -least, start: Math.abs(late) });
    puzzle.fact([...terms, ...sumOf([changed], -sign)], { least: 0, most: 0 });
    for (const name of new Set([longer, ...parts].flatMap(({ ownOf }) => [...ownOf.keys()]))) {
      const had = sum(parts.map((part, n) => ownIn(part, name, inParts[n] ?? {})));
      const mine = Math.min(Math.abs(late), sign * (ownIn(longer, name, place) - had));
      if (mine > 0) own.get(name)?.set(changed, mine);
    }
  }
}

/** Who thinks that nothing came late, or was taken back, thinks so as far as the truth lets him. */
function limitsOf(how: Standing, late: number): { readonly least: number; readonly most: number } {
  return {
    least: how === 'no more' ? Number.NEGATIVE_INFINITY : Math.min(0, late),
    most: how === 'no less' ? Number.POSITIVE_INFINITY : Math.max(0, late),
  };
}

const axisOf = ({ rows, columns }: PlannedTable, dimension: string): Axis | undefined =>
  [rows, columns].find((axis) => axis.dimension === dimension);

function truthOf(cells: Cells, place: Place): number {
  const { rows, columns } = cells.release.table;
  return truthAt(cells, codesAt(rows, place), codesAt(columns, place));
}

function ownIn(cells: Cells, name: string, place: Place): number {
  const { rows, columns } = cells.release.table;
  return ownAt(cells, name, codesAt(rows, place), codesAt(columns, place));
}
