import { PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import * as v from 'valibot';
import { parseAs } from './parse.ts';

const group = {
  values: v.array(v.string()),
  merged: v.optional(v.record(v.string(), v.array(v.string()))),
  rest: v.optional(v.string()),
};
const axisSchema = v.union([
  v.object({ dimension: v.string(), of: v.string(), within: v.record(v.string(), v.object(group)) }),
  v.object({ dimension: v.string(), ...group }),
]);
const tableSchema = v.object({
  id: v.string(),
  rows: axisSchema,
  columns: axisSchema,
  period: v.picklist(PERIOD_KINDS),
  closesAfterDays: v.number(),
  audience: v.string(),
  alsoFor: v.optional(v.array(v.string())),
  dated: v.optional(v.string()),
  splits: v.optional(v.object({ table: v.string(), from: v.optional(v.number()) })),
  partsOf: v.optional(v.string()),
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
    const table = parseAs(tableSchema, input);
    return table === undefined ? [] : [plannedTable(table)];
  });
}

type Axis = v.InferOutput<typeof axisSchema>;

function plannedTable(table: v.InferOutput<typeof tableSchema>): PlannedTable {
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
    id,
    period,
    closesAfterDays,
    partsOf,
    audiences: [audience, ...alsoFor],
    dimensions: [rows, columns].filter(({ dimension }) => dimension !== 'all').map(plannedDimension),
    isByReceipt: dated === 'received',
    splits: splits?.table,
    splitsFrom: splits?.from,
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
