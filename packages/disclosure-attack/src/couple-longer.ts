import { ALL, codesOf, releasePeriodsWithin } from '@waylight/disclosure-control';
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

/** Says for each table and each that counts shorter periods of it, by what both tell apart, that they count the same. */
export function coupleLonger(puzzle: Puzzle, own: OwnCounts, known: readonly Cells[]): void {
  for (const longer of known) {
    const { table, period, audience } = longer.release;
    if (table.dated === 'received') continue;
    const shorter = new Map<string, Cells[]>();
    for (const one of known) {
      const { table: other, audience: to } = one.release;
      if (to !== audience || other.dated === 'received' || !isWithin(one.release, longer.release)) continue;
      shorter.set(other.id, [...(shorter.get(other.id) ?? []), one]);
    }
    for (const parts of shorter.values()) {
      const [first] = parts;
      if (first === undefined) continue;
      const all = releasePeriodsWithin(first.release.table.period, table.period, period);
      if (parts.length === all.length) couple(puzzle, own, longer, parts);
    }
  }
}

function isWithin(part: ReleasedTable, longer: ReleasedTable): boolean {
  const kinds = ['week', 'month', 'quarter', 'year'];
  return (
    kinds.indexOf(part.table.period) < kinds.indexOf(longer.table.period) &&
    releasePeriodsWithin(part.table.period, longer.table.period, longer.period).includes(part.period)
  );
}

function couple(puzzle: Puzzle, own: OwnCounts, longer: Cells, parts: readonly Cells[]): void {
  const table = longer.release.table;
  const shorter = parts[0]?.release.table;
  if (shorter === undefined) return;
  const axes = [table.rows, table.columns].filter(
    (axis) =>
      axis.dimension !== ALL &&
      [shorter.rows, shorter.columns].some(
        (other) => other.dimension === axis.dimension && codesOf(other).join() === codesOf(axis).join(),
      ),
  );
  const places = axes.reduce<Record<string, string>[]>(
    (all, axis) =>
      all.flatMap((place) => codesOf(axis).map((code) => ({ ...place, [axis.dimension]: code }))),
    [{}],
  );
  for (const place of places) {
    const ofLonger = countsAt(longer, place);
    const ofParts = parts.flatMap((part) => countsAt(part, place));
    const late = truthOf(longer, place) - parts.reduce((all, part) => all + truthOf(part, place), 0);
    const terms = [...sumOf(ofLonger), ...sumOf(ofParts, -1)];
    if (late === 0) {
      puzzle.fact(terms, { least: 0, most: 0 });
      continue;
    }
    const changed = puzzle.unknown({ least: 0, most: Math.abs(late) });
    puzzle.fact([...terms, ...sumOf([changed], late > 0 ? -1 : 1)], { least: 0, most: 0 });
    // Whoever was late himself knows at least how much of it was his.
    for (const name of late > 0 ? (longer.release.ownOf?.keys() ?? []) : []) {
      const before = parts.reduce((all, part) => all + ownAt(part, name, place), 0);
      const mine = Math.min(late, ownAt(longer, name, place) - before);
      if (mine > 0) own.get(name)?.set(changed, mine);
    }
  }
}

function truthOf(cells: Cells, place: Place): number {
  const { rows, columns } = cells.release.table;
  return truthAt(cells, codesAt(rows, place), codesAt(columns, place));
}

/** What an organisation has of its own at a place of a table. */
function ownAt({ release }: Cells, name: string, place: Place): number {
  const { rows, columns } = release.table;
  let count = 0;
  for (const cell of release.ownOf?.get(name) ?? [])
    if (
      (place[rows.dimension] ?? cell.row) === cell.row &&
      (place[columns.dimension] ?? cell.column) === cell.column
    )
      count += cell.count;
  return count;
}
