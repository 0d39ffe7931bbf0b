import { PERIOD_KINDS } from '@waylight/calendar';
import { AUDIENCES, type Audience } from '@waylight/contracts/audiences';
import { z } from 'zod';
import { mayRead } from './audiences.ts';
import { ALL, type Axis, axisSchema, codeSchema, type Immutable, tableIdSchema } from './axis.ts';
import { VICTIMS_BY_GROUP_SIZE } from './victim-groups.ts';

const audienceSchema = z.enum(AUDIENCES);

/** Date by which a report counts: of the incident, or, as early warning, of first receipt. */
export const DATE_BASES = ['occurred', 'received'] as const;

export const tableSchema = z
  .strictObject({
    id: tableIdSchema,
    layer: z.literal(
      'reports',
      'must be "reports": the public record is published exactly, outside the plan',
    ),
    unit: z.literal('incidents', 'must be "incidents": the only unit of the tables of a plan'),
    rows: axisSchema,
    columns: axisSchema,
    period: z.enum(PERIOD_KINDS),
    dated: z.enum(DATE_BASES).optional(),
    /** Days after a period's last day on which reports still count in it. */
    closesAfterDays: z.int().min(1).max(366),
    /** The narrowest audience: it receives the whole table. */
    audience: audienceSchema,
    /** Wider audiences, each wider than the one before. At the same time each receives the part shared that widely. */
    alsoFor: z.array(audienceSchema).min(1).optional(),
    /** The table of shorter periods with the same cells or one of its margins; this table is coupled to it, see couple-periods.ts. */
    partsOf: codeSchema.optional(),
    /** The table of the same period whose released numbers this one breaks down if they reach `from`; see draw-breakdown.ts. */
    splits: z.strictObject({ table: codeSchema, from: z.int().min(0).max(1_000) }).optional(),
    /** Sums of victims of its rows, for `audience` only, for rows with at least `from` released incidents; see draw-victims.ts. */
    victims: z.strictObject({ from: z.int().min(20).max(1_000) }).optional(),
    /** Whether its releases also contain completeness of reporting by country; see completeness.ts. */
    completeness: z.literal(true).optional(),
  })
  .refine(({ audience, alsoFor = [] }) => isWidening([audience, ...alsoFor]), {
    message: 'must list wider audiences than `audience`, each wider than the one before',
    path: ['alsoFor'],
  })
  .refine(({ rows, columns }) => rows.dimension !== columns.dimension || rows.dimension === ALL, {
    message: 'must differ from the dimension of the rows',
    path: ['columns', 'dimension'],
  })
  .refine(({ victims, ...table }) => victims === undefined || canIncludeVictims(table), {
    message:
      'need a yearly table that breaks down another by group size, each size on its own: ' +
      'only there can it be checked that sums are not disclosive',
    path: ['victims'],
  })
  .refine(({ completeness, ...table }) => completeness === undefined || canIncludeCompleteness(table), {
    message: 'needs a monthly table by country that breaks down no other',
    path: ['completeness'],
  })
  .refine(({ rows }) => !('within' in rows), { message: 'only columns can be nested', path: ['rows'] })
  .refine(({ columns, splits }) => !('within' in columns) || splits !== undefined, {
    message: 'can be nested only if the table breaks down another',
    path: ['columns'],
  })
  .refine(({ dated, period }) => (dated === 'received') === (period === 'week'), {
    message:
      'must be "received" for weeks, and for no other period: only the week of receipt is counted by week',
    path: ['dated'],
  });

export type PlannedTable = Immutable<z.infer<typeof tableSchema>>;

/** Parses a single table of an earlier plan; undefined if invalid. Its relations to other tables are not checked. */
export function parsePlannedTable(input: unknown): PlannedTable | undefined {
  return tableSchema.safeParse(input).data;
}

/** The audiences of a table, narrowest first. */
export function audiencesOf({ audience, alsoFor = [] }: PlannedTable): readonly Audience[] {
  return [audience, ...alsoFor];
}

/** Whether a reader may read any release of a table: the widest audience decides. */
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
