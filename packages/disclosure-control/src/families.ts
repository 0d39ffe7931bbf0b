import type { PlannedTable, ReleasePlan } from './release-plan.ts';

/** The tables of a period that hang together: one that splits none, then those that split it or one before them. */
export type Family = readonly PlannedTable[];

/** The families of a plan, in its order. */
export function familiesOf({ tables }: Pick<ReleasePlan, 'tables'>): Family[] {
  const headOf = (table: PlannedTable): PlannedTable => {
    const whole = tables.find(({ id }) => id === table.splits?.table);
    return whole === undefined ? table : headOf(whole);
  };
  return tables
    .filter(({ splits }) => splits === undefined)
    .map((head) => tables.filter((table) => headOf(table) === head));
}
