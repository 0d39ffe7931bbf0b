import { type CodeId, type CoordinateProblem, checkCoordinates, codeById } from '@waylight/taxonomy';
import { ImportInputError } from '../input-error.ts';
import type { Mapping } from '../mappings/mapping.ts';
import { buildReport } from './build-report.ts';
import { codeField, type FieldOutcome } from './code-field.ts';
import type { CodedRow, CodingNote, FieldValues, Refusal } from './coded-report.ts';
import { looksLikeName, makeReportId } from './report-id.ts';
import { BLANK, type Cell, type TableRow } from '../files/table.ts';

export type RowCoder = {
  readonly codeRow: (row: TableRow) => CodedRow;
  /** Columns that no field takes: their content stays where it is. */
  readonly leftBehind: readonly string[];
};

/** Country before what is looked up within it; types last, because counts decide them. */
const FIRST_FIELDS = ['country'];
const LAST_FIELDS = ['types'];

/**
 * Codes rows by a mapping: the same row gives the same report. `country` is where rows happened whose mapping says no
 * country. Throws ImportInputError where the table lacks columns that the mapping needs.
 */
export function createRowCoder(mapping: Mapping, columns: readonly string[], country?: string): RowCoder {
  const index = columnIndexes(mapping, columns);
  if (
    mapping.fields.country === undefined &&
    mapping.constants.country === undefined &&
    country === undefined
  )
    throw new ImportInputError('where it happened is not said', ['map the field country, or give --country CC']);
  const fixed = { ...(country !== undefined && { country: [country] }), ...mapping.constants };
  const paths = [...new Set([...FIRST_FIELDS, ...Object.keys(mapping.fields)])]
    .filter((path) => mapping.fields[path] !== undefined && !LAST_FIELDS.includes(path))
    .concat(LAST_FIELDS.filter((path) => mapping.fields[path] !== undefined));

  const codeRow = (row: TableRow): CodedRow => {
    const fields = new Map<string, FieldValues>();
    const refusals: Refusal[] = [];
    const notes: CodingNote[] = [];
    const cellOf = (column: string): Cell => row.cells[index.get(column) ?? -1] ?? BLANK;
    const take = (path: string, { outcome, impliedTypes }: FieldOutcome): void => {
      for (const type of impliedTypes) typesSoFar.add(type);
      if (outcome.kind === 'refused') refusals.push(...outcome.refusals);
      else if (outcome.values.values.length > 0) fields.set(path, outcome.values);
      for (const text of outcome.notes) notes.push({ row: row.number, field: path, text });
    };
    const typesSoFar = new Set<string>();

    for (const [path, values] of Object.entries(fixed)) fields.set(path, { values, column: '', cell: '' });
    for (const path of paths) {
      const rule = mapping.fields[path];
      if (rule === undefined) continue;
      const country = String(fields.get('country')?.values[0] ?? '');
      take(path, codeField({ path, rule, row: row.number, country, cellOf, fields, typesSoFar }));
    }
    const point = coordinateProblem(fields);
    if (point !== undefined) {
      const latitude = fields.get('coordinates.latitude');
      if (mapping.fields['coordinates.latitude']?.onUnknown === 'unknown') {
        fields.delete('coordinates.latitude');
        fields.delete('coordinates.longitude');
        notes.push({ row: row.number, field: 'coordinates', text: `left out: ${point}` });
      } else refusals.push(refusalOf(row.number, latitude, point));
    }
    const named = mapping.id.columns.find((column) => looksLikeName(cellOf(column).text));
    if (named !== undefined) {
      const reason = 'reads like a name, and an id is sent and kept: make it of a case number';
      refusals.unshift({ row: row.number, column: named, value: cellOf(named).text, reason, nearest: [] });
    }
    const reportId = makeReportId(
      mapping.id.prefix,
      mapping.id.columns.map((column) => cellOf(column).text),
    );
    if (reportId === undefined) {
      const [column = '', value = ''] = mapping.id.columns;
      const reason = 'the id is blank: without it an import that is repeated would count twice';
      refusals.unshift({ row: row.number, column, value: cellOf(value).text, reason, nearest: [] });
    }
    if (reportId === undefined || refusals.length > 0) return { kind: 'refused', row: row.number, refusals };
    return {
      kind: 'coded',
      row: row.number,
      reportId,
      fields,
      report: buildReport(reportId, fields),
      notes,
    };
  };
  return { codeRow, leftBehind: columns.filter((column) => column !== '' && !index.has(column)) };
}

function refusalOf(row: number, field: FieldValues | undefined, reason: string): Refusal {
  return { row, column: field?.column ?? '', value: field?.cell ?? '', reason, nearest: [] };
}

/** Where each column of the mapping stands in the table. */
function columnIndexes(mapping: Mapping, columns: readonly string[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  const missing: string[] = [];
  const twice: string[] = [];
  const want = (column: string, optional: boolean): void => {
    const at = columns.indexOf(column);
    if (at !== -1) index.set(column, at);
    else if (!optional) missing.push(column);
    if (at !== -1 && columns.indexOf(column, at + 1) !== -1) twice.push(column);
  };
  for (const column of mapping.id.columns) want(column, false);
  for (const rule of Object.values(mapping.fields))
    for (const column of rule.columns) want(column, rule.optional);
  if (missing.length > 0)
    throw new ImportInputError(
      `the file lacks columns that the mapping ${mapping.name} needs: ${[...new Set(missing)].join(', ')}`,
      [
        `it has ${columns.filter((column) => column !== '').join(', ')}`,
        'say optional: true in the mapping where a file may lack one',
      ],
    );
  if (twice.length > 0)
    throw new ImportInputError(
      `the file has several columns of the same name: ${[...new Set(twice)].join(', ')}`,
    );
  return index;
}

const PROBLEM_TEXTS: Readonly<Record<CoordinateProblem, string>> = {
  'not-a-position': 'no position on earth',
  zero: 'at 0, 0',
  swapped: 'latitude and longitude are swapped',
  'sign-flipped': 'the sign is flipped',
  'capital-placeholder': 'the capital as a placeholder',
  'outside-country': 'outside the country',
};

/** What is wrong with a row's point; undefined where it has none, or nothing is. */
function coordinateProblem(fields: ReadonlyMap<string, FieldValues>): string | undefined {
  const latitude = fields.get('coordinates.latitude')?.values[0];
  const longitude = fields.get('coordinates.longitude')?.values[0];
  if (latitude === undefined && longitude === undefined) return undefined;
  if (latitude === undefined || longitude === undefined) return 'one of the two alone';
  const country = String(fields.get('country')?.values[0] ?? '');
  const check = checkCoordinates(Number(latitude), Number(longitude), country, precisionOf(fields));
  if (check.ok) return undefined;
  // At a border a point may lie on either side; the node holds it against the segment.
  return check.reason === 'outside-country' && fields.has('segment')
    ? undefined
    : PROBLEM_TEXTS[check.reason];
}

function precisionOf(fields: ReadonlyMap<string, FieldValues>): CodeId<'placePrecision'> {
  const stated = codeById('placePrecision', String(fields.get('placePrecision')?.values[0] ?? ''));
  if (stated !== undefined) return stated.id;
  return fields.has('place') ? 'settlement' : 'unknown';
}
