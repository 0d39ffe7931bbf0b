import * as z from 'zod/mini';

/** When a table of the plan is released, and to whom. */
const timedSchema = z.object({
  id: z.string(),
  period: z.enum(['week', 'month', 'quarter', 'year']),
  closesAfterDays: z.number(),
  audience: z.string(),
  alsoFor: z.optional(z.array(z.string())),
});

export type TimedTable = {
  readonly id: string;
  readonly period: z.output<typeof timedSchema>['period'];
  readonly closesAfterDays: number;
  /** The circles that are released something of it, from the narrowest on. */
  readonly audiences: readonly string[];
};

/** Of each table of a plan; one of a shape that is not known here is left out. */
export function timedTables(tables: readonly unknown[]): readonly TimedTable[] {
  return tables.flatMap((input) => {
    const parsed = timedSchema.safeParse(input);
    if (!parsed.success) return [];
    const { audience, alsoFor = [], ...table } = parsed.data;
    return [{ ...table, audiences: [audience, ...alsoFor] }];
  });
}

/** How many of these tables each circle is released, from the narrowest on. */
export function tablesByAudience(tables: readonly TimedTable[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const audience of tables.flatMap(({ audiences }) => audiences))
    counts.set(audience, (counts.get(audience) ?? 0) + 1);
  return counts;
}
