import type { Cell } from '../files/table.ts';
import type { FieldKind } from '../mappings/field-kinds.ts';
import { fieldKind, takesMany } from '../mappings/field-kinds.ts';
import type { FieldRule } from '../mappings/mapping.ts';
import type { CellReading } from './cell-reading.ts';
import { isUnknown, readCell } from './code-cell.ts';
import type { FieldValues, Refusal } from './coded-report.ts';

export type FieldOutcome = {
  readonly outcome:
    | { readonly kind: 'taken'; readonly values: FieldValues; readonly notes: readonly string[] }
    | { readonly kind: 'refused'; readonly refusals: readonly Refusal[]; readonly notes: readonly string[] };
  /** Types that a cell of another field implies: the legs of a pushback. */
  readonly impliedTypes: readonly string[];
};

export type FieldContext = {
  readonly path: string;
  readonly rule: FieldRule;
  readonly row: number;
  /** The row's ISO code; empty if unknown. */
  readonly country: string;
  readonly cellOf: (column: string) => Cell;
  /** Fields coded so far. */
  readonly fields: ReadonlyMap<string, FieldValues>;
  readonly typesSoFar: ReadonlySet<string>;
};

/** Codes one field of one row from its columns, its rules and its default. */
export function codeField(context: FieldContext): FieldOutcome {
  const { path, rule, row, cellOf } = context;
  const kind = fieldKind(path);
  if (kind === undefined) throw new Error(`the mapping has an unknown field that passed validation: ${path}`);
  const values = new Set<string | number>(path === 'types' ? typesByRules(context) : []);
  const refusals: Refusal[] = [];
  const notes: string[] = [];
  const impliedTypes: string[] = [];
  let source: { column: string; cell: string } | undefined;

  for (const column of rule.columns) {
    const cell = cellOf(column);
    const reading = readCell(cell, kind, rule, context.country);
    const taken = applyUnknownRule(reading, kind, rule);
    if (taken === 'refused' && reading.kind === 'refused') {
      const { reason, nearest } = reading;
      refusals.push({ row, column, value: cell.text.trim(), reason, nearest: nearest() });
      continue;
    }
    if (taken === 'refused') continue;
    if (taken.note !== undefined) notes.push(taken.note);
    if (reading.kind === 'values' && reading.impliedType !== undefined)
      impliedTypes.push(reading.impliedType);
    if (taken.values.length > 0) source ??= { column, cell: cell.text.trim() };
    // A later column may have a known value.
    if (rule.combine === 'first-known' && taken.values.length > 0 && [...values].every(isUnknown))
      values.clear();
    for (const value of taken.values) values.add(value);
    if (rule.combine === 'first-known' && [...values].some((value) => !isUnknown(value))) break;
  }
  if (refusals.length > 0) return { outcome: { kind: 'refused', refusals, notes }, impliedTypes };
  if (values.size === 0 && rule.otherwise !== undefined) values.add(rule.otherwise);
  if (values.size === 0 && (path === 'types' || path === 'occurredOn' || path === 'country'))
    return { outcome: refuseMissing(context, notes), impliedTypes };
  if (path === 'causes' && [...values].filter((value) => !isUnknown(value)).length > 1)
    notes.push('several different values, counted as mixed');
  return {
    outcome: {
      kind: 'taken',
      values: {
        values: takesMany(kind) ? [...values] : [...values].slice(0, 1),
        column: source?.column ?? rule.columns[0] ?? '',
        cell: source?.cell ?? '',
      },
      notes,
    },
    impliedTypes,
  };
}

type TakenValues = { readonly values: readonly (string | number)[]; readonly note?: string };

/** The values that the field's `onUnknown` accepts. */
function applyUnknownRule(reading: CellReading, kind: FieldKind, rule: FieldRule): TakenValues | 'refused' {
  switch (reading.kind) {
    case 'values':
      return { values: reading.values };
    case 'notStated':
      // If the source has a word for "not stated", a blank cell may be a mistake, so it gets a note.
      return reading.isBlank && kind.kind === 'count' && rule.notStated.size > 0
        ? { values: [], note: 'blank, taken as not stated' }
        : { values: [] };
    case 'refused':
      return rule.onUnknown === 'refuse' ? 'refused' : unknownValues(kind, reading.coded ?? []);
    default:
      return reading satisfies never;
  }
}

/** The values and note of a cell that cannot be coded, if the mapping accepts it as unknown. */
export function unknownValues(kind: FieldKind, coded: readonly (string | number)[] = []): TakenValues {
  switch (kind.kind) {
    case 'code':
    case 'origins':
      return { values: [...coded, 'unknown'], note: 'not coded, taken as unknown' };
    case 'place':
      return { values: [], note: 'not found, left out' };
    case 'area':
    case 'segment':
    case 'degrees':
    case 'originCountry':
    case 'identity':
      return { values: [], note: 'not coded, left out' };
    case 'count':
    case 'scale':
      return { values: [], note: 'not coded, taken as not stated' };
    case 'layer':
    case 'date':
    case 'country':
      throw new Error(
        `the mapping accepts unknown values of a required field, and passed validation: ${kind.kind}`,
      );
    default:
      return kind satisfies never;
  }
}

function typesByRules({ rule, fields, typesSoFar }: FieldContext): string[] {
  const byCount = rule.rules
    .filter(({ when }) => Number(fields.get(when)?.values[0] ?? 0) > 0)
    .map(({ add }) => add);
  return [...typesSoFar, ...byCount];
}

function refuseMissing(
  { path, rule, row, cellOf }: FieldContext,
  notes: readonly string[],
): FieldOutcome['outcome'] {
  const column = rule.columns[0] ?? '';
  const value = column === '' ? '' : cellOf(column).text.trim();
  const reason = path === 'types' ? 'no type of incident' : 'blank, and every report requires it';
  return { kind: 'refused', refusals: [{ row, column, value, reason, nearest: [] }], notes };
}
