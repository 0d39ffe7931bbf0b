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
  splits: z.optional(z.object({ table: z.string() })),
  partsOf: z.optional(z.string()),
});

/** A dimension of a table, with its codes in the order of the plan. */
export type PlannedDimension = {
  readonly name: string;
  /** The coarser dimension that this one splits, such as the group of a type. */
  readonly of: string | undefined;
  readonly codes: readonly string[];
  /** Codes that are counted under another one, by that one. */
  readonly merged: ReadonlyMap<string, readonly string[]>;
};

/** A table of the release plan, as far as pages choose among tables. */
export type PlannedTable = {
  readonly id: string;
  readonly period: PeriodKind;
  /** So many days after the last one of a period reports still count in it. */
  readonly closesAfterDays: number;
  /** None, one or two: rows, then columns. */
  readonly dimensions: readonly PlannedDimension[];
  /** The circles that are released something of it, from the narrowest on. */
  readonly audiences: readonly string[];
  /** Whether it counts by the week in which a report arrived, not by when something happened. */
  readonly isByReceipt: boolean;
  /** Whether its numbers split those of another one: its own totals are then sums, and are not given. */
  readonly splits: string | undefined;
  /** The table of a shorter period that the plan holds it against; one that splits another has none of its own. */
  readonly partsOf: string | undefined;
};

/** The tables of a plan, in its order; one of a shape that is not known here is left out. */
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
    splits: splits?.table,
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

/** Whether a table tells exactly these dimensions apart, in whichever order. */
export const tellsApart = ({ dimensions }: PlannedTable, names: readonly string[]): boolean =>
  dimensions.length === names.length && dimensions.every(({ name }) => names.includes(name));

/** By what a table gives numbers that were drawn: all its cells, and its margins where those are no sums. */
export function drawnBy({ dimensions, splits }: PlannedTable): readonly (readonly string[])[] {
  const names = dimensions.map(({ name }) => name);
  const margins = splits === undefined ? [...names.map((name) => [name]), []] : [];
  return [names, ...margins];
}
