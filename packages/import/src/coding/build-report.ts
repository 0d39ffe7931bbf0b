import { Report } from '@waylight/contracts/intake';
import { fieldKind, takesMany } from '../mappings/field-kinds.ts';
import type { FieldValues } from './coded-report.ts';

/** The argument of ts-proto's fromPartial, whose own type cannot be written to by path. */
type Draft = { [key: string]: unknown };

/** Builds the report of coded fields. Persons and services are renumbered without gaps, because a gap is not a person. */
export function buildReport(reportId: string, fields: ReadonlyMap<string, FieldValues>): Report {
  const draft: Draft = { reportId };
  for (const [path, { values }] of fields) {
    const kind = fieldKind(path);
    if (kind === undefined || values.length === 0) continue;
    setPath(draft, reportPath(path, fields), takesMany(kind) ? values.map(String) : values[0]);
  }
  return Report.fromPartial(draft as Partial<Report>);
}

function setPath(draft: Draft, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  let at = draft;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1] ?? last;
    at[step] ??= /^\d+$/.test(next) ? [] : {};
    at = at[step] as Draft;
  }
  at[last] = value;
}

/** A mapping's path as a path of the report: persons[4] is persons[1] if only two are filled in. */
function reportPath(path: string, fields: ReadonlyMap<string, FieldValues>): string {
  return path.replace(/^(persons|services)\[(\d+)\]/, (_, list: string, index: string) => {
    const used = usedIndexes(list, fields);
    return `${list}[${used.indexOf(Number(index))}]`;
  });
}

function usedIndexes(list: string, fields: ReadonlyMap<string, FieldValues>): number[] {
  const used = new Set<number>();
  for (const [path, { values }] of fields) {
    const index = new RegExp(`^${list}\\[(\\d+)\\]`).exec(path)?.[1];
    if (index !== undefined && values.length > 0) used.add(Number(index));
  }
  return [...used].sort((a, b) => a - b);
}

/**
 * The mapping's paths for a violation of a node such as "persons[0].identity.birth_date". The violation names a field itself,
 * one value of a field with several, or a group of fields.
 */
export function fieldsOfViolation(
  violation: string,
  fields: ReadonlyMap<string, FieldValues>,
): readonly string[] {
  const wire = violation
    .replace(/^report\./, '')
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const byWire = new Map([...fields.keys()].map((path) => [reportPath(path, fields), path]));
  for (const candidate of [wire, wire.replace(/\[\d+\]$/, '')]) {
    const exact = byWire.get(candidate);
    if (exact !== undefined) return [exact];
  }
  return [...byWire]
    .filter(([path]) => path.startsWith(`${wire}.`) || path.startsWith(`${wire}[`))
    .map(([, path]) => path);
}
