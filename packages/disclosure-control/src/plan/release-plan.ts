import { periodKindOf } from '@waylight/calendar';
import { z } from 'zod';
import type { Immutable } from './axis.ts';
import { findTableProblems } from './plan-problems.ts';
import { tableSchema } from './planned-table.ts';

const planSchema = z
  .strictObject({
    version: z.int().min(1),
    /** Rounding base: every released number is a multiple of it. With 3, overlapping tables could determine small cells. */
    base: z.int().min(5).max(20),
    /** The founding month of the release series. Nothing before it is ever released. */
    from: z.string().refine((id) => periodKindOf(id) === 'month', 'must be a month such as "2025-01"'),
    tables: z.array(tableSchema).min(1).max(200),
  })
  .refine(({ tables }) => new Set(tables.map(({ id }) => id)).size === tables.length, {
    message: 'names a table id twice',
    path: ['tables'],
  })
  .superRefine(({ tables }, context) => {
    // The duplicate id is reported above. Such a table would also be reported as drawn independently of itself.
    if (new Set(tables.map(({ id }) => id)).size < tables.length) return;
    for (const { table, field, message } of findTableProblems(tables))
      context.addIssue({ code: 'custom', message, path: ['tables', table, ...field] });
  });

/** The plan lists all tables that are released from the organisations' own reports. */
export type ReleasePlan = Immutable<z.infer<typeof planSchema>>;

/** A plan, or its problems: each is the path within the plan ("tables.0.rows.values") and a description. */
export type ParsedPlan =
  | { readonly ok: true; readonly plan: ReleasePlan }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Validates a plan file. Unknown keys are problems, because a rule with a misspelt key would not apply. */
export function parseReleasePlan(input: unknown): ParsedPlan {
  const parsed = planSchema.safeParse(input);
  if (parsed.success) return { ok: true, plan: parsed.data };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { ok: false, problems };
}
