import { codesOf, sum, type TrueCell, truthsBehind, VICTIMS_OF_SIZE } from '@waylight/disclosure-control';
import { type Cells, type OwnCounts, unknownsAt } from './cells.ts';
import { type Puzzle, sumOf, type Term, type Unknown } from './puzzle.ts';

const NONE = { least: 0, most: 0 };
const sizeOf = (column: string) => VICTIMS_OF_SIZE[column] ?? NONE;

/** Incidents by size, and the victims that they state. */
type Stated = { readonly incidents: ReadonlyMap<string, number>; readonly victims: number };

/**
 * What sums of victims say beside the numbers of a table of sizes: those of x incidents with 1, y with 2 to 4, z with 5 to 9 and w with 10
 * or more are at least x + 2y + 5z + 10w; and without any of 10 or more at most x + 4y + 9z, so that a large sum tells that there is one.
 * Each organisation knows its own victims too, so the same holds for what is not its own.
 *
 * Rows are given, and together what is left of the total, as they are drawn.
 */
export function readVictims(puzzle: Puzzle, own: OwnCounts, cells: Cells): void {
  const { table, drawn, ownOf = new Map<string, readonly TrueCell[]>() } = cells.release;
  const { victims } = drawn;
  if (victims === undefined) return;
  const total = victims.total === null ? undefined : truthsBehind(victims.total, victims.base);
  const sums = codesOf(table.rows).map((row) => {
    const value = victims.rows[drawn.rows.indexOf(row)] ?? null;
    const limits =
      value === null
        ? { least: 0, most: total?.most ?? Number.POSITIVE_INFINITY }
        : truthsBehind(value, victims.base);
    const inRow = cells.release.cells.filter((cell) => cell.row === row);
    const unknown = puzzle.unknown({ ...limits, start: statedIn(inRow).victims });
    if (Number.isFinite(limits.most)) {
      const parts = [...ownOf].map(([name, part]) => {
        return { name, stated: statedIn(part.filter((cell) => cell.row === row)) };
      });
      boundBySizes(puzzle, own, cells, { row, unknown, most: limits.most, parts });
    }
    return { unknown, value };
  });
  if (victims.total === null || total === undefined) return;
  puzzle.fact(sumOf(sums.map(({ unknown }) => unknown)), total);
  const left = sums.filter(({ value }) => value === null).map(({ unknown }) => unknown);
  const rest = victims.total - sum(sums.map(({ value }) => value ?? 0));
  if (left.length > 0) puzzle.fact(sumOf(left), truthsBehind(rest, victims.base));
}

type Sum = {
  readonly row: string;
  readonly unknown: Unknown;
  readonly most: number;
  /** What of it is each organisation's own. */
  readonly parts: readonly { readonly name: string; readonly stated: Stated }[];
};

function boundBySizes(
  puzzle: Puzzle,
  own: OwnCounts,
  cells: Cells,
  { row, unknown, most, parts }: Sum,
): void {
  const columns = codesOf(cells.release.table.columns);
  /** As many as there are at all, for who may have any number: with one of them the bound says nothing more. */
  const atMost = (column: string): number => Math.min(sizeOf(column).most, most);
  const termsOf = (times: (column: string) => number): Term[] =>
    columns.flatMap((column) => sumOf(unknownsAt(cells, [row], [column]), times(column)));
  const slacks = parts.map(({ name, stated: { incidents, victims } }) => {
    const by = (times: (column: string) => number) =>
      sum([...incidents].map(([column, count]) => times(column) * count));
    return { name, above: victims - by((column) => sizeOf(column).least), below: by(atMost) - victims };
  });
  // How far somebody's own victims are from the bounds: what is not his keeps them without him.
  for (const side of ['above', 'below'] as const) {
    const slack = puzzle.unknown({
      least: 0,
      most: Number.POSITIVE_INFINITY,
      start: Math.max(0, ...slacks.map((part) => part[side])),
    });
    const terms =
      side === 'above'
        ? [...sumOf([unknown]), ...termsOf((column) => -sizeOf(column).least)]
        : [...termsOf(atMost), ...sumOf([unknown], -1)];
    puzzle.fact([...terms, ...sumOf([slack], -1)], { least: 0, most: Number.POSITIVE_INFINITY });
    for (const part of slacks) if (part[side] > 0) own.get(part.name)?.set(slack, part[side]);
  }
}

function statedIn(cells: readonly TrueCell[]): Stated {
  const incidents = new Map<string, number>();
  for (const { column, count } of cells) incidents.set(column, (incidents.get(column) ?? 0) + count);
  return { incidents, victims: sum(cells.map(({ victims = 0 }) => victims)) };
}
