import type { PlannedTable } from './planned-table.ts';
import type { ReleasePlan } from './release-plan.ts';

/**
 * Linked tables of a period: first the top table, which breaks down no other table, then tables that each break down an earlier
 * one.
 */
export type LinkedTables = readonly PlannedTable[];

/** Returns the groups of linked tables of a plan, in the order of the plan. */
export function linkedTablesOf({ tables }: Pick<ReleasePlan, 'tables'>): LinkedTables[] {
  const topTableOf = (table: PlannedTable): PlannedTable => {
    const whole = tables.find(({ id }) => id === table.splits?.table);
    return whole === undefined ? table : topTableOf(whole);
  };
  return tables
    .filter(({ splits }) => splits === undefined)
    .map((topTable) => tables.filter((table) => topTableOf(table) === topTable));
}
