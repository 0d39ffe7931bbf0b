import { PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import * as z from 'zod/mini';

const group = {
  values: z.array(z.string()),
  merged: z.optional(z.record(z.string(), z.array(z.string()))),
  rest: z.optional(z.string()),
};
const axisSchema = z.union([
  z.object({ dimension: z.string(), of: z.string(), within: z.record(z.string(), z.object(group)) }),
  z.object({ dimension: z.string(), ...group }),
]);
const tableSchema = z.object({
  id: z.string(),
  rows: axisSchema,
  columns: axisSchema,
  period: z.enum(PERIOD_KINDS),
  closesAfterDays: z.number(),
  audience: z.string(),
  alsoFor: z.optional(z.array(z.string())),
  dated: z.optional(z.string()),
  splits: z.optional(z.object({ table: z.string(), from: z.optional(z.number()) })),
  partsOf: z.optional(z.string()),
});

/** A dimension of a table, with its codes in the order of the plan. */
export type PlannedDimension = {
  readonly name: string;
  /** The coarser dimension that this one breaks down, such as the type group of a type. */
  readonly of: string | undefined;
  readonly codes: readonly string[];
  /** Merged codes, by the code under which they are counted. */
  readonly merged: ReadonlyMap<string, readonly string[]>;
};

/** The properties of a table of the release plan by which pages choose a table. */
export type PlannedTable = {
  readonly id: string;
  readonly period: PeriodKind;
  /** Number of days after the end of a period until which reports count in it. */
  readonly closesAfterDays: number;
  /** None, one or two: rows, then columns. */
  readonly dimensions: readonly PlannedDimension[];
  /** Audiences that get releases of the table, narrowest first. */
  readonly audiences: readonly string[];
  /** True if it counts by week of receipt, not by date of the incident. */
  readonly isByReceipt: boolean;
  /** Table whose numbers this one breaks down. Its own totals are then sums, and are not released. */
  readonly splits: string | undefined;
  /** Smaller numbers of that table are not broken down on their own. */
  readonly splitsFrom?: number | undefined;
  /** The table of a shorter period that the plan compares it with; undefined for a table that breaks down another one. */
  readonly partsOf: string | undefined;
};

/** Parses the tables of a plan, in its order. Tables of an unknown form are left out. */
export function plannedTables(tables: readonly unknown[]): readonly PlannedTable[] {
  return tables.flatMap((input) => {
    const parsed = tableSchema.safeParse(input);
    return parsed.success ? [plannedTable(parsed.data)] : [];
  });
}

type Axis = z.output<typeof axisSchema>;

function plannedTable(table: z.output<typeof tableSchema>): PlannedTable {
  const {
    id,
    rows,
    columns,
    period,
    closesAfterDays,
    audience,
    alsoFor = [],
    dated,
    splits,
    partsOf,
  } = table;
  return {
    ...{ id, period, closesAfterDays, partsOf },
    audiences: [audience, ...alsoFor],
    dimensions: [rows, columns].filter(({ dimension }) => dimension !== 'all').map(plannedDimension),
    isByReceipt: dated === 'received',
    ...{ splits: splits?.table, splitsFrom: splits?.from },
  };
}

function plannedDimension(axis: Axis): PlannedDimension {
  const groups = 'within' in axis ? Object.values(axis.within) : [axis];
  return {
    name: axis.dimension,
    of: 'of' in axis ? axis.of : undefined,
    codes: groups.flatMap(({ values, rest }) => (rest === undefined ? values : [...values, rest])),
    merged: new Map(groups.flatMap(({ merged = {} }) => Object.entries(merged))),
  };
}

/** The breakdowns for which a table contains rounded numbers: its cells, and its margins unless they are sums of cells. */
export function drawnBy({ dimensions, splits }: PlannedTable): readonly (readonly string[])[] {
  const names = dimensions.map(({ name }) => name);
  const margins = splits === undefined ? [...names.map((name) => [name]), []] : [];
  return [names, ...margins];
}
