import { PERIOD_KINDS } from '@waylight/calendar';
import { AUDIENCES, type Audience } from '@waylight/contracts/audiences';
import { z } from 'zod';
import { VICTIMS_BY_GROUP_SIZE } from '../draw/draw-victims.ts';
import { mayRead } from './audiences.ts';
import { ALL, type Axis, axisSchema, codeSchema, tableIdSchema } from './axis.ts';
import { findTableProblems } from './plan-problems.ts';
import { isReleasePeriod } from './release-periods.ts';

const audienceSchema = z.enum(AUDIENCES);

/** By when: when it happened, or, as early warning, when it was first received. */
export const DATE_BASES = ['occurred', 'received'] as const;

const tableSchema = z
  .strictObject({
    id: tableIdSchema,
    layer: z.literal('reports', 'must be "reports": the public record leaves exactly, outside the plan'),
    unit: z.literal('incidents', 'must be "incidents": the only unit of the tables of a plan'),
    rows: axisSchema,
    columns: axisSchema,
    period: z.enum(PERIOD_KINDS),
    dated: z.enum(DATE_BASES).optional(),
    /** Days after a period's last day on which reports still count in it. */
    closesAfterDays: z.int().min(1).max(366),
    /** The narrowest circle of readers: it gets the whole table. */
    audience: audienceSchema,
    /** Wider circles, each wider than the one before: they get the part that they may count, at the same time. */
    alsoFor: z.array(audienceSchema).min(1).optional(),
    /** The table with shorter periods of which this one has the cells or a margin: this one is coupled to it, see couple-periods.ts. */
    partsOf: codeSchema.optional(),
    /** The table of the same period whose released numbers this one splits, where they are `from` or more: see draw-split.ts. */
    splits: z.strictObject({ table: codeSchema, from: z.int().min(0).max(1_000) }).optional(),
    /** Sums of victims of its rows, for its audience alone, where so many incidents were released: see draw-victims.ts. */
    victims: z.strictObject({ from: z.int().min(20).max(1_000) }).optional(),
    /** Whether its releases say as well how completely organisations said what they did, by its countries: see completeness.ts. */
    completeness: z.literal(true).optional(),
  })
  .refine(({ audience, alsoFor = [] }) => isWidening([audience, ...alsoFor]), {
    message: 'must name wider circles than the audience, each wider than the one before',
    path: ['alsoFor'],
  })
  .refine(({ rows, columns }) => rows.dimension !== columns.dimension || rows.dimension === ALL, {
    message: 'must differ from the dimension of the rows',
    path: ['columns', 'dimension'],
  })
  .refine(({ victims, ...table }) => victims === undefined || canIncludeVictims(table), {
    message:
      'can only be given by a yearly table of rows and sizes of groups, each size apart, that splits another: ' +
      'what sums tell of small counts can be checked there alone',
    path: ['victims'],
  })
  .refine(({ completeness, ...table }) => completeness === undefined || canIncludeCompleteness(table), {
    message: 'can only be said by a table of a month whose rows are countries, and that splits no other',
    path: ['completeness'],
  })
  .refine(({ rows }) => !('within' in rows), { message: 'only columns can be nested', path: ['rows'] })
  .refine(({ columns, splits }) => !('within' in columns) || splits !== undefined, {
    message: 'can be nested only where the table splits another',
    path: ['columns'],
  })
  .refine(({ dated, period }) => (dated === 'received') === (period === 'week'), {
    message:
      'must be "received" for weeks, and for no other period: only the week of receipt is counted by week',
    path: ['dated'],
  });

const planSchema = z
  .strictObject({
    version: z.int().min(1),
    /** k: every released number is a multiple of it. At k = 3 small cells of overlapping tables could be pinned. */
    base: z.int().min(5).max(20),
    /** The founding month of release: nothing before it is ever released. */
    from: z.string().refine((id) => isReleasePeriod('month', id), 'must be a month such as "2025-01"'),
    /** A layer of sharing with fewer reports a week than this, in the year before, is counted in the next narrower one. */
    leastAWeek: z.int().min(1).max(1_000).optional(),
    tables: z.array(tableSchema).min(1).max(200),
  })
  .refine(({ tables }) => new Set(tables.map(({ id }) => id)).size === tables.length, {
    message: 'names a table id twice',
    path: ['tables'],
  })
  .superRefine(({ tables }, context) => {
    // Said already: each would look as if it were drawn apart from itself.
    if (new Set(tables.map(({ id }) => id)).size < tables.length) return;
    for (const { table, field, message } of findTableProblems(tables))
      context.addIssue({ code: 'custom', message, path: ['tables', table, ...field] });
  });

/** What leaves, of the organisations' own reports: these tables, and nothing else. */
export type ReleasePlan = Immutable<z.infer<typeof planSchema>>;
export type PlannedTable = ReleasePlan['tables'][number];

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

/** Reads a table that somebody had in a plan; undefined where it is none. Whether it goes with others is not looked at. */
export function parsePlannedTable(input: unknown): PlannedTable | undefined {
  return tableSchema.safeParse(input).data;
}

/** The circles that a table is released to, narrowest first. */
export function audiencesOf({ audience, alsoFor = [] }: PlannedTable): readonly Audience[] {
  return [audience, ...alsoFor];
}

/** Whether a reader may read any release of a table: the widest circle decides. */
export function mayReadTable(reader: Audience, table: PlannedTable): boolean {
  return audiencesOf(table).some((audience) => mayRead(reader, audience));
}

function canIncludeCompleteness({
  rows,
  period,
  splits,
}: {
  readonly rows: Axis;
  readonly period: string;
  readonly splits?: unknown;
}): boolean {
  return period === 'month' && rows.dimension === 'country' && splits === undefined;
}

function canIncludeVictims({
  rows,
  columns,
  period,
  splits,
}: {
  readonly rows: Axis;
  readonly columns: Axis;
  readonly period: string;
  readonly splits?: unknown;
}): boolean {
  return (
    period === 'year' &&
    splits !== undefined &&
    rows.dimension !== ALL &&
    columns.dimension === 'groupSize' &&
    'values' in columns &&
    columns.merged === undefined &&
    Object.keys(VICTIMS_BY_GROUP_SIZE).every((size) => columns.values.includes(size))
  );
}

function isWidening(audiences: readonly Audience[]): boolean {
  return audiences.every(
    (audience, n) => n === 0 || AUDIENCES.indexOf(audience) > AUDIENCES.indexOf(audiences[n - 1] ?? audience),
  );
}
