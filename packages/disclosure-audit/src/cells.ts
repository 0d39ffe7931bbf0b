import type { Audience, DrawnTable, PlannedTable, TrueCell } from '@waylight/disclosure-control';
import type { Unknown } from './puzzle.ts';

/** A table as it was, or is about to be, released for a circle, and the counts that it was drawn from. */
export type ReleasedTable = {
  readonly table: PlannedTable;
  readonly period: string;
  readonly audience: Audience;
  readonly drawn: DrawnTable;
  readonly cells: readonly TrueCell[];
  /** Of these counts each organisation's own part, where organisations are to be looked at as attackers. */
  readonly ownOf?: ReadonlyMap<string, readonly TrueCell[]>;
  /** Whether `cells` are what is counted now, because what was counted then is lost; see `withCountsThatFit`. */
  readonly isRecounted?: boolean;
};

/** A number of a table that an attacker does not know, by row and column. */
export type Cells = {
  readonly release: ReleasedTable;
  readonly at: ReadonlyMap<string, { readonly unknown: Unknown; readonly truth: number }>;
  /** Each organisation's own part, by row and column. */
  readonly ownOf: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/** What each organisation has of its own, by what the puzzle counts. */
export type OwnCounts = Map<string, Map<Unknown, number>>;

export const keyOf = (row: string, column: string): string => `${row}/${column}`;

export function unknownsAt({ at }: Cells, rows: readonly string[], columns: readonly string[]): Unknown[] {
  return rows.flatMap((row) => columns.flatMap((column) => at.get(keyOf(row, column))?.unknown ?? []));
}

export function truthAt({ at }: Cells, rows: readonly string[], columns: readonly string[]): number {
  let truth = 0;
  for (const row of rows) for (const column of columns) truth += at.get(keyOf(row, column))?.truth ?? 0;
  return truth;
}
