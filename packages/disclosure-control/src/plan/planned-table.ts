import { PERIOD_KINDS } from '@waylight/calendar';
import { AUDIENCES, type Audience } from '@waylight/contracts/audiences';
import { z } from 'zod';
import { mayRead } from './audiences.ts';
import {
  ALL,
  type Axis,
  axisSchema,
  codeSchema,
  dimensionsOf,
  type Immutable,
  isSameAxis,
  tableIdSchema,
} from './axis.ts';
import { VICTIMS_BY_GROUP_SIZE } from './victim-groups.ts';

const audienceSchema = z.enum(AUDIENCES);

/** Date by which a report is counted: the date of the incident or, for early warning, the date of first receipt. */
export const DATE_BASES = ['occurred', 'received'] as const;

export const tableSchema = z
  .strictObject({
    id: tableIdSchema,
    layer: z.literal(
      'reports',
      'must be "reports": the public record is published exactly, outside the plan',
    ),
    unit: z.literal('incidents', 'must be "incidents": it is the only unit that a plan can release'),
    rows: axisSchema,
    columns: axisSchema,
    period: z.enum(PERIOD_KINDS),
    dated: z.enum(DATE_BASES).optional(),
    /** Days after a period's last day on which reports still count in it: the same in all tables with this `period`. */
    closesAfterDays: z.int().min(1).max(366),
    /** The narrowest audience: it receives the whole table. */
    audience: audienceSchema,
    /** Wider audiences, each wider than the one before. Each receives, at the same time, the reports that are shared with it. */
    alsoFor: z.array(audienceSchema).min(1).optional(),
    /**
     * Id of the table of shorter periods to which this table is coupled, see couple-periods.ts. That table contains the same
     * cells, or has them as a margin.
     */
    partsOf: codeSchema.optional(),
    /**
     * `table`: the table of the same period whose released numbers this table breaks down, if they are at least `from`; see
     * draw-breakdown.ts.
     */
    splits: z.strictObject({ table: codeSchema, from: z.int().min(0).max(1_000) }).optional(),
    /** Sums of victims of its rows, for `audience` only, for rows with at least `from` released incidents; see draw-victims.ts. */
    victims: z.strictObject({ from: z.int().min(20).max(1_000) }).optional(),
    /** Whether releases of this table also contain completeness of reporting by country; see completeness.ts. */
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
      'need a yearly table that breaks down another by group size, with one column for each size: ' +
      'only for such a table can a check show that sums do not disclose a count',
    path: ['victims'],
  })
  .refine(({ completeness, ...table }) => completeness === undefined || canIncludeCompleteness(table), {
    message: 'needs a monthly table by country',
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

/** Whether a reader may read a release of a table for at least one of its audiences. Only the widest audience matters. */
export function mayReadTable(reader: Audience, table: PlannedTable): boolean {
  return audiencesOf(table).some((audience) => mayRead(reader, audience));
}

/**
 * Whether the columns of a cross (a table with rows and columns) add up to a one-way table. The cells of the cross add up to its
 * rows only, so that the sum of a column may differ from the one-way number; see margin-bounds.ts. The one-way table is earlier in
 * the plan, because it is drawn first.
 */
export function isMarginOf(
  margin: PlannedTable,
  cross: PlannedTable,
  tables: readonly PlannedTable[],
): boolean {
  return (
    cross.rows.dimension !== ALL &&
    cross.splits !== undefined &&
    margin.rows.dimension === ALL &&
    margin.period === cross.period &&
    margin.dated === cross.dated &&
    isSameAxis(margin.columns, cross.columns) &&
    tables.indexOf(margin) < tables.indexOf(cross)
  );
}

function canIncludeCompleteness({
  period,
  ...axes
}: {
  readonly rows: Axis;
  readonly columns: Axis;
  readonly period: string;
}): boolean {
  return period === 'month' && dimensionsOf(axes).includes('country');
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
