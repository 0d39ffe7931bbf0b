import type { Audience, DrawnTable, PlannedTable, TrueCell } from '@waylight/disclosure-control';
import type { Variable } from './linear-system.ts';

/** A table as it was, or is about to be, released for a circle, and the counts that it was drawn from. */
export type ReleasedTable = {
  readonly table: PlannedTable;
  readonly period: string;
  readonly audience: Audience;
  readonly drawn: DrawnTable;
  readonly cells: readonly TrueCell[];
  /** Of these counts each organisation's own part, where organisations are to be looked at as attackers. */
  readonly cellsByOrganisation?: ReadonlyMap<string, readonly TrueCell[]>;
  /** Whether `cells` are what is counted now, because what was counted then is lost; see `withCountsThatFit`. */
  readonly isRecounted?: boolean;
};

/** A number of a table that an attacker does not know, by row and column. */
export type ReleaseVariables = {
  readonly release: ReleasedTable;
  readonly countByKey: ReadonlyMap<string, { readonly variable: Variable; readonly truth: number }>;
  /** Each organisation's own part, by row and column. */
  readonly ownCounts: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/** What each organisation has of its own, by what the puzzle counts. */
export type OwnCounts = Map<string, Map<Variable, number>>;

export const keyOf = (row: string, column: string): string => `${row}/${column}`;

export function variablesAt(
  { countByKey }: ReleaseVariables,
  rows: readonly string[],
  columns: readonly string[],
): Variable[] {
  return rows.flatMap((row) =>
    columns.flatMap((column) => countByKey.get(keyOf(row, column))?.variable ?? []),
  );
}

export function truthAt(
  { countByKey }: ReleaseVariables,
  rows: readonly string[],
  columns: readonly string[],
): number {
  let truth = 0;
  for (const row of rows)
    for (const column of columns) truth += countByKey.get(keyOf(row, column))?.truth ?? 0;
  return truth;
}
