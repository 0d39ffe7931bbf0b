import { z } from 'zod';
import { AUDIENCES, type Audience, mayRead } from './audiences.ts';
import { isReleasePeriod, PERIOD_KINDS } from './periods.ts';

const code = z
  .string()
  .regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, 'must be a code of letters, digits and hyphens');

const axisSchema = z
  .strictObject({
    dimension: code,
    values: z.array(code).min(1).max(200),
    /** Row or column that counts everything with another value, unknown among it, so that totals are complete. */
    rest: code.optional(),
  })
  .refine(({ values, rest }) => noRepeats(rest === undefined ? values : [...values, rest]), {
    message: 'names a value twice',
    path: ['values'],
  });

/**
 * What leaves to authorities and to everyone needs the approval of all members, table by table and period by period. Until
 * that can be asked for, nothing is released to them.
 */
const NEEDS_APPROVAL: readonly Audience[] = ['authorities', 'public'];
const circle = z.enum(AUDIENCES).refine((audience) => !NEEDS_APPROVAL.includes(audience), {
  message: 'needs the approval of all members, which this version cannot ask for yet',
});

const tableSchema = z
  .strictObject({
    id: code,
    layer: z.literal('reports', 'must be "reports": the public record leaves exactly, outside the plan'),
    unit: z.literal('incidents', 'must be "incidents": the only unit of the tables of a plan'),
    rows: axisSchema,
    columns: axisSchema,
    period: z.enum(PERIOD_KINDS),
    /** Days after a period's last day on which reports still count in it. */
    closesAfterDays: z.int().min(1).max(366),
    /** The narrowest circle of readers: it gets the whole table. */
    audience: circle,
    /** Wider circles, each wider than the one before: they get the part that they may count, at the same time. */
    alsoFor: z.array(circle).min(1).optional(),
    /** The table of the same cells with shorter periods: this one is coupled to it, see couple-periods.ts. */
    partsOf: code.optional(),
  })
  .refine(({ alsoFor, partsOf }) => alsoFor === undefined || partsOf === undefined, {
    message: 'can have no wider circles: their part would not be coupled to its shorter periods',
    path: ['alsoFor'],
  })
  .refine(({ audience, alsoFor = [] }) => widens([audience, ...alsoFor]), {
    message: 'must name wider circles than the audience, each wider than the one before',
    path: ['alsoFor'],
  })
  .refine(({ rows, columns }) => rows.dimension !== columns.dimension, {
    message: 'must differ from the dimension of the rows',
    path: ['columns', 'dimension'],
  });

const planSchema = z
  .strictObject({
    version: z.int().min(1),
    /** k: every released number is a multiple of it. At k = 3 small cells of overlapping tables could be pinned. */
    base: z.int().min(5).max(20),
    /** The founding month of release: nothing before it is ever released. */
    from: z.string().refine((id) => isReleasePeriod('month', id), 'must be a month such as "2025-01"'),
    tables: z.array(tableSchema).min(1).max(200),
  })
  .refine(({ tables }) => noRepeats(tables.map(({ id }) => id)), {
    message: 'names a table id twice',
    path: ['tables'],
  })
  .superRefine(({ tables }, context) => {
    tables.forEach((table, n) => {
      const parts = tables.find(({ id }) => id === table.partsOf);
      const problem = table.partsOf === undefined ? undefined : problemOfParts(table, parts);
      if (problem !== undefined)
        context.addIssue({ code: 'custom', message: problem, path: ['tables', n, 'partsOf'] });
      // Two that are drawn apart and count the same reports: where one reads 0 and the other 5, 1 to 4 is left.
      const beside = tables.slice(0, n).find(({ partsOf }) => partsOf === table.partsOf);
      if (beside !== undefined && beside.id !== table.id)
        context.addIssue({
          code: 'custom',
          message: `would be drawn apart from ${beside.id}, and the two would tell small numbers: couple them by partsOf, in one line`,
          path: ['tables', n],
        });
    });
  });

type TableOfFile = z.infer<typeof tableSchema>;

/** Why a table cannot be coupled to one of shorter periods; undefined where it can. */
function problemOfParts(table: TableOfFile, parts: TableOfFile | undefined): string | undefined {
  if (parts === undefined) return 'names no table of this plan';
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (!same(parts.rows, table.rows) || !same(parts.columns, table.columns))
    return 'must name a table with the same rows and columns';
  if (parts.audience !== table.audience) return 'must name a table for the same readers';
  if (PERIOD_KINDS.indexOf(parts.period) >= PERIOD_KINDS.indexOf(table.period))
    return 'must name a table with shorter periods';
  return parts.closesAfterDays > table.closesAfterDays
    ? 'must name a table that closes no later after its period than this one'
    : undefined;
}

/** What leaves, of the organisations' own reports: these tables, and nothing else. */
export type ReleasePlan = Immutable<z.infer<typeof planSchema>>;
export type PlannedTable = ReleasePlan['tables'][number];
export type Axis = PlannedTable['rows'];

type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

/** Where a plan is wrong: the path within it ("tables.0.rows.values") and what is the matter. */
export type ParsedPlan =
  | { readonly ok: true; readonly plan: ReleasePlan }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Checks what a plan file holds. Unknown keys are problems: a misspelt rule must not be a rule that is left out. */
export function parseReleasePlan(input: unknown): ParsedPlan {
  const parsed = planSchema.safeParse(input);
  if (parsed.success) return { ok: true, plan: parsed.data };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { ok: false, problems };
}

/** The codes of a table's rows or columns in order, the rest last. */
export function codesOf(axis: Axis): readonly string[] {
  return axis.rest === undefined ? axis.values : [...axis.values, axis.rest];
}

/** The row or column in which a value counts; undefined where the plan leaves it out of the table altogether. */
export function codeFor(axis: Axis, value: string): string | undefined {
  return axis.values.includes(value) ? value : axis.rest;
}

/** The circles that a table is released to, narrowest first. */
export function audiencesOf({ audience, alsoFor = [] }: PlannedTable): readonly Audience[] {
  return [audience, ...alsoFor];
}

/** Whether a reader may read any release of a table: the widest circle decides. */
export function mayReadTable(reader: Audience, table: PlannedTable): boolean {
  return audiencesOf(table).some((audience) => mayRead(reader, audience));
}

function widens(audiences: readonly Audience[]): boolean {
  return audiences.every(
    (audience, n) => n === 0 || AUDIENCES.indexOf(audience) > AUDIENCES.indexOf(audiences[n - 1] ?? audience),
  );
}

function noRepeats(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
