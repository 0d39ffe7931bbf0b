import { z } from 'zod';

export const codeSchema = z
  .string()
  .regex(/^[A-Za-z0-9]+([-.][A-Za-z0-9]+)*$/, 'must be a code of letters, digits, hyphens and dots');

/** The id of a table. It contains no dot, because dots separate table, period and audience in the id of a release. */
export const tableIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, 'must be a code of letters, digits and hyphens');

/** Both the dimension of an axis that is not broken down, and the only code of that axis. */
export const ALL = 'all';

/** The pooled row: one row for all rows that are not broken down on their own. */
export const POOLED_ROW = 'not-broken-down';

const groupSchema = z.strictObject({
  values: z.array(codeSchema).max(200),
  /** Values that are counted under another value, because they are too rare or too sensitive for a row of their own. */
  merged: z.record(codeSchema, z.array(codeSchema).min(1)).optional(),
  /** The "rest": a row or column for all other values, including unknown, so that totals are complete. */
  rest: codeSchema.optional(),
});

const flatSchema = groupSchema.extend({ dimension: codeSchema, values: z.array(codeSchema).min(1).max(200) });

const nestedSchema = z.strictObject({
  dimension: codeSchema,
  /** The dimension of the broken-down table. Each of its codes has its own columns. */
  of: codeSchema,
  within: z.record(codeSchema, groupSchema.extend({ rest: codeSchema })),
});

export const axisSchema = z.union([flatSchema, nestedSchema]).superRefine((axis, context) => {
  const problem = (message: string) =>
    context.addIssue({ code: 'custom', message, path: ['within' in axis ? 'within' : 'values'] });
  const codes = codesOf(axis);
  if (new Set(codes).size !== codes.length) problem('names a value twice');
  if (codes.includes(POOLED_ROW)) problem(`may not be named ${POOLED_ROW}`);
  if (axis.dimension === ALL && codes.join() !== ALL) problem(`must have "${ALL}" as its only value`);
  for (const { values, merged = {} } of groupsOf(axis))
    for (const [into, from] of Object.entries(merged)) {
      if (!values.includes(into)) problem(`merges ${from.join(', ')} into ${into}, which is not named`);
      if (from.some((value) => values.includes(value) && value !== into))
        problem(`names and merges one of ${from.join(', ')}`);
    }
});

/** The same type with all properties readonly, at every depth. */
export type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;
export type Axis = Immutable<z.infer<typeof axisSchema>>;
type Group = Immutable<z.infer<typeof groupSchema>>;

const groupsOf = (axis: Axis): readonly Group[] => ('within' in axis ? Object.values(axis.within) : [axis]);

const codesOfGroup = ({ values, rest }: Group): readonly string[] =>
  rest === undefined ? values : [...values, rest];

/** Returns the codes of a table's rows or columns in order. The rest is last. */
export function codesOf(axis: Axis): readonly string[] {
  return groupsOf(axis).flatMap(codesOfGroup);
}

/** Returns the codes of an axis, grouped by the code that they are within. All are under `ALL` if the axis is not nested. */
export function codesByParent(axis: Axis): ReadonlyMap<string, readonly string[]> {
  if (!('within' in axis)) return new Map([[ALL, codesOf(axis)]]);
  return new Map(Object.entries(axis.within).map(([parent, one]) => [parent, codesOfGroup(one)]));
}

/**
 * Returns the row or column in which a value is counted; undefined if the plan omits the value from the table. A stretch of a
 * border ("RS-BA.drina") without a row of its own is counted in its segment. For a nested axis, `parent` is the code of the
 * broken-down table in which the value counts.
 */
export function codeFor(axis: Axis, value: string, parent?: string): string | undefined {
  if (axis.dimension === ALL) return ALL;
  const within = 'within' in axis ? axis.within[parent ?? ''] : axis;
  if (within === undefined) return undefined;
  const [segment = value] = value.split('.');
  for (const one of [value, segment]) {
    if (within.values.includes(one)) return one;
    for (const into in within.merged) if (within.merged[into]?.includes(one)) return into;
  }
  return within.rest;
}

/**
 * Returns the values that an axis lists one by one, including merged values. Rests, and codes that others merge into, are left
 * out.
 */
export function listedCodesOf(axis: Axis): readonly string[] {
  return groupsOf(axis).flatMap(({ values, merged = {} }) => [
    ...values.filter((value) => merged[value] === undefined && value !== ALL),
    ...Object.values(merged).flat(),
  ]);
}

type Axes = { readonly rows: Axis; readonly columns: Axis };

/** The dimensions of a table: rows, then columns. */
export function dimensionsOf({ rows, columns }: Axes): readonly string[] {
  return [rows.dimension, columns.dimension].filter((dimension) => dimension !== ALL);
}

/** Returns the codes of a table in a dimension; empty if the table does not have this dimension. */
export function codesOfDimension({ rows, columns }: Axes, dimension: string): readonly string[] {
  const axis = [rows, columns].find((one) => one.dimension === dimension);
  return axis === undefined ? [] : codesOf(axis);
}

/** Whether the codes of two axes count the same values. */
export function isSameAxis(one: Axis, other: Axis): boolean {
  return (
    one.dimension === other.dimension &&
    [...codesOf(one)].sort().join() === [...codesOf(other)].sort().join() &&
    mergeSignature(one) === mergeSignature(other)
  );
}

/** The merges and rests of an axis, in a canonical order. */
function mergeSignature(axis: Axis): string {
  const groups = 'within' in axis ? Object.entries(axis.within) : [['', axis] as const];
  return groups
    .map(([group, { merged = {}, rest = '' }]) =>
      [
        group,
        rest,
        ...Object.entries(merged)
          .map(([into, from]) => `${into}=${[...from].sort().join()}`)
          .sort(),
      ].join('/'),
    )
    .sort()
    .join(';');
}
