import type { Audience, DrawnTable, PlannedTable, TrueCell } from '@waylight/disclosure-control';
import type { Variable } from './linear-system.ts';

/** A table of an audience that is released or due, and the exact counts from which it was drawn. */
export type ReleasedTable = {
  readonly table: PlannedTable;
  readonly period: string;
  readonly audience: Audience;
  readonly drawn: DrawnTable;
  readonly cells: readonly TrueCell[];
  /** Each organisation's own part of the counts, to audit organisations as attackers. */
  readonly cellsByOrganisation?: ReadonlyMap<string, readonly TrueCell[]>;
  /** The counts that each country's node took, by organisation; see `groupsToAudit`. */
  readonly cellsByNode?: ReadonlyMap<string, ReadonlyMap<string, readonly TrueCell[]>>;
  /** Number of reports of each member of a group, by group; see `withGroups`. */
  readonly reportsOfMembers?: ReadonlyMap<string, readonly number[]>;
  /**
   * True if the original counts are no longer stored and `cells` are the current counts; see
   * `estimateLostCounts`.
   */
  readonly isRecounted?: boolean;
  /**
   * True if the table is not released. Its counts restrict those of released tables, but are not audited
   * themselves; see `addSegmentConstraints`.
   */
  readonly isLatent?: true;
};

/** Variables of a released table by row and column. */
export type ReleaseVariables = {
  readonly release: ReleasedTable;
  readonly countByKey: ReadonlyMap<string, { readonly variable: Variable; readonly truth: number }>;
  /** Each organisation's own part, by row and column. */
  readonly ownCounts: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/** Each organisation's own part of the variables. */
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
