import {
  ALL,
  type Axis,
  codesOf,
  codesWithin,
  dimensionsOf,
  numberAt,
  TOGETHER,
  truthsBehind,
} from '@waylight/disclosure-control';
import { type Cells, keyOf, type OwnCounts, type ReleasedTable, truthAt, unknownsAt } from './cells.ts';
import type { Hidden } from './hidden.ts';
import { createPuzzle, type Puzzle, sumOf, type Term, type Unknown } from './puzzle.ts';
import { readVictims } from './victims.ts';

/** What releases say, each period by itself. */
export type ReadReleases = {
  readonly puzzle: Puzzle;
  readonly hidden: readonly Hidden[];
  /** The table of each hidden count. */
  readonly tableOf: ReadonlyMap<Unknown, string>;
  /** In the order of the releases. */
  readonly known: readonly Cells[];
  readonly own: OwnCounts;
};

/** Reads all numbers: tables and circles of one period together, and no period beside another. */
export function readReleases(releases: readonly ReleasedTable[]): ReadReleases {
  const puzzle = createPuzzle();
  const hidden: Hidden[] = [];
  const tableOf = new Map<Unknown, string>();
  const own: OwnCounts = new Map();
  const known: Cells[] = [];
  // The table that is split stands before those that split it, and the narrower circle before the wider.
  for (const release of releases) {
    const before = hidden.length;
    const cells = unknownsOf(puzzle, hidden, release);
    const { table, period, audience } = release;
    const beside = known.filter((other) => other.release.period === period);
    const whole = beside.find(
      ({ release: other }) => other.table.id === table.splits?.table && other.audience === audience,
    );
    const margins = readNumbers(puzzle, hidden, cells);
    for (const { unknown } of hidden.slice(before)) tableOf.set(unknown, table.id);
    addOwn(own, cells, margins);
    readVictims(puzzle, own, cells);
    if (whole !== undefined) splitsWhole(puzzle, cells, whole);
    // The narrower circle that was drawn before it: one between them may have been too thin to be released anything.
    const narrower = beside.findLast(({ release: other }) => other.table.id === table.id);
    if (narrower !== undefined) isPartOfCircle(puzzle, cells, narrower);
    known.push(cells);
  }
  return { puzzle, hidden, tableOf, known, own };
}

/** The sum of some cells of a table. */
type Margin = {
  readonly unknown: Unknown;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
};

/** What each organisation has of its own in the cells and margins of a table. */
function addOwn(own: OwnCounts, cells: Cells, margins: readonly Margin[]): void {
  for (const [name, parts] of cells.ownOf) {
    const counts = own.get(name) ?? new Map<Unknown, number>();
    own.set(name, counts);
    for (const [key, count] of parts) {
      const unknown = cells.at.get(key)?.unknown;
      if (unknown !== undefined) counts.set(unknown, count);
    }
    for (const { unknown, rows, columns } of margins) counts.set(unknown, ownAt(cells, name, rows, columns));
  }
}

/** What an organisation has of its own in some cells of a table. */
export function ownAt(
  { ownOf }: Cells,
  name: string,
  rows: readonly string[],
  columns: readonly string[],
): number {
  const parts = ownOf.get(name);
  let count = 0;
  for (const row of rows) for (const column of columns) count += parts?.get(keyOf(row, column)) ?? 0;
  return count;
}

/** Added up by row and column once: every comparison of periods asks for it. */
function ownPartsOf({ ownOf }: ReleasedTable): Cells['ownOf'] {
  const parts = new Map<string, Map<string, number>>();
  for (const [name, cells] of ownOf ?? []) {
    const counts = new Map<string, number>();
    for (const { row, column, count } of cells)
      counts.set(keyOf(row, column), (counts.get(keyOf(row, column)) ?? 0) + count);
    parts.set(name, counts);
  }
  return parts;
}

function nameOf({ table, period, audience }: ReleasedTable, row: string, column: string): string {
  return `${table.id} ${period} ${audience}: ${row}, ${column}`;
}

function unknownsOf(puzzle: Puzzle, hidden: Hidden[], release: ReleasedTable): Cells {
  const truths = new Map<string, number>();
  for (const { row, column, count } of release.cells)
    truths.set(keyOf(row, column), (truths.get(keyOf(row, column)) ?? 0) + count);
  const at = new Map<string, { unknown: Unknown; truth: number }>();
  for (const row of codesOf(release.table.rows))
    for (const column of codesOf(release.table.columns)) {
      const truth = truths.get(keyOf(row, column)) ?? 0;
      const unknown = puzzle.unknown();
      at.set(keyOf(row, column), { unknown, truth });
      hidden.push({ unknown, truth, name: nameOf(release, row, column), ...estimateOf(release) });
    }
  return { release, at, ownOf: ownPartsOf(release) };
}

const estimateOf = ({ isRecounted }: ReleasedTable): Pick<Hidden, 'isEstimate'> =>
  isRecounted === true ? { isEstimate: true } : {};

/** The numbers of a table: its cells, those that are given together, and margins where they are more than sums. */
function readNumbers(puzzle: Puzzle, hidden: Hidden[], cells: Cells): Margin[] {
  const { release, at } = cells;
  const { table, drawn, audience } = release;
  const { base } = drawn;
  const rows = codesOf(table.rows);
  const columns = codesOf(table.columns);
  const given = (row: string, column: string) =>
    drawn.cells[drawn.rows.indexOf(row)]?.[drawn.columns.indexOf(column)] ?? null;
  for (const row of rows)
    for (const column of columns) {
      const value = given(row, column);
      const cell = at.get(keyOf(row, column));
      if (value !== null && cell !== undefined) puzzle.fact(sumOf([cell.unknown]), truthsBehind(value, base));
    }
  for (const column of drawn.rows.includes(TOGETHER) ? columns : []) {
    const value = given(TOGETHER, column);
    const together = rows.filter((row) => given(row, column) === null);
    if (value !== null) puzzle.fact(sumOf(unknownsAt(cells, together, [column])), truthsBehind(value, base));
  }
  // Margins of a split are the numbers that it splits, and those of a wider circle add up its cells.
  if (table.splits !== undefined || audience !== table.audience) return [];
  const margins: Margin[] = [];
  const isBounded = table.partsOf === undefined || dimensionsOf(table).length === 0;
  const margin = (name: string, inRows: readonly string[], inColumns: readonly string[], place: object) => {
    const sum = puzzle.unknown();
    const unknowns = unknownsAt(cells, inRows, inColumns);
    puzzle.fact([...sumOf([sum]), ...sumOf(unknowns, -1)], { least: 0, most: 0 });
    const truth = truthAt(cells, inRows, inColumns);
    hidden.push({ unknown: sum, truth, name, ...estimateOf(release) });
    margins.push({ unknown: sum, rows: inRows, columns: inColumns });
    const value = numberAt(table, drawn, { ...place });
    if (isBounded && typeof value === 'number') puzzle.fact(sumOf([sum]), truthsBehind(value, base));
  };
  if (table.rows.dimension !== ALL && table.columns.dimension !== ALL) {
    for (const row of rows)
      margin(nameOf(release, row, 'total'), [row], columns, { [table.rows.dimension]: row });
    for (const column of columns)
      margin(nameOf(release, 'total', column), rows, [column], { [table.columns.dimension]: column });
  }
  if (dimensionsOf(table).length > 0) margin(nameOf(release, 'total', 'total'), rows, columns, {});
  return margins;
}

/** Some codes of each dimension; all codes of one that it leaves out. */
export type Place = Readonly<Record<string, readonly string[]>>;

export function codesAt(axis: Axis, place: Place): readonly string[] {
  return place[axis.dimension] ?? codesOf(axis);
}

export function countsAt(cells: Cells, place: Place): Unknown[] {
  const { rows, columns } = cells.release.table;
  return unknownsAt(cells, codesAt(rows, place), codesAt(columns, place));
}

function splitsWhole(puzzle: Puzzle, cells: Cells, whole: Cells): void {
  const { table } = cells.release;
  for (const row of codesOf(table.rows))
    for (const [group, columns] of codesWithin(table.columns)) {
      const place = {
        [table.rows.dimension]: [row],
        ...('within' in table.columns ? { [table.columns.of]: [group] } : {}),
      };
      puzzle.fact([...sumOf(unknownsAt(cells, [row], columns)), ...sumOf(countsAt(whole, place), -1)], {
        least: 0,
        most: 0,
      });
    }
}

function isPartOfCircle(puzzle: Puzzle, part: Cells, whole: Cells): void {
  for (const row of codesOf(part.release.table.rows))
    for (const column of codesOf(part.release.table.columns)) {
      const place = [row, column] as const;
      const all = whole.at.get(keyOf(...place));
      const some = part.at.get(keyOf(...place));
      if (all === undefined || some === undefined) continue;
      const terms: Term[] = [...sumOf([all.unknown]), ...sumOf([some.unknown], -1)];
      const [of, ofPart] = [whole, part].map(({ release: { drawn } }) => {
        return drawn.cells[drawn.rows.indexOf(row)]?.[drawn.columns.indexOf(column)];
      });
      // What is left to the narrower circle was rounded like any number.
      const left = typeof of === 'number' && typeof ofPart === 'number' ? of - ofPart : undefined;
      puzzle.fact(
        terms,
        left === undefined
          ? { least: 0, most: Number.POSITIVE_INFINITY }
          : truthsBehind(left, whole.release.drawn.base),
      );
    }
}
