import type { PlannedTable } from '../../api/planned-table.ts';

/** How many of these tables each circle is released, from the narrowest on. */
export function tablesByAudience(
  tables: readonly Pick<PlannedTable, 'audiences'>[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const audience of tables.flatMap(({ audiences }) => audiences))
    counts.set(audience, (counts.get(audience) ?? 0) + 1);
  return counts;
}
