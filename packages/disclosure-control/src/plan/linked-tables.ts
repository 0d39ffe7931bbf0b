import type { PlannedTable, ReleasePlan } from './release-plan.ts';

/** The tables of a period that hang together: one that splits none, then those that split it or one before them. */
export type LinkedTables = readonly PlannedTable[];

/** The families of a plan, in its order. */
export function linkedTablesOf({ tables }: Pick<ReleasePlan, 'tables'>): LinkedTables[] {
  const topTableOf = (table: PlannedTable): PlannedTable => {
    const whole = tables.find(({ id }) => id === table.splits?.table);
    return whole === undefined ? table : topTableOf(whole);
  };
  return tables
    .filter(({ splits }) => splits === undefined)
    .map((topTable) => tables.filter((table) => topTableOf(table) === topTable));
}
