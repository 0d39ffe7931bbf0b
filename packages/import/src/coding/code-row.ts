import { type CodeId, type CoordinateProblem, checkCoordinates, codeById } from '@waylight/taxonomy';
import { BLANK, type Cell, type TableRow } from '../files/table.ts';
import { ImportInputError } from '../input-error.ts';
import type { Mapping } from '../mappings/mapping.ts';
import { buildReport } from './build-report.ts';
import { codeField } from './code-field.ts';
import type { CodedRow, CodingNote, FieldValues, Refusal } from './coded-report.ts';
import { looksLikeName, makeReportId } from './report-id.ts';

export type RowCoder = {
  readonly codeRow: (row: TableRow) => CodedRow;
  /** Columns that no field uses. Their cells are not sent. */
  readonly leftBehind: readonly string[];
};

/** The country comes before lookups within it, and types last, because they depend on counts. */
const FIRST_FIELDS = ['country'];
const LAST_FIELDS = ['types'];

/** The fields of a row while it is coded. */
type Draft = {
  readonly fields: Map<string, FieldValues>;
  readonly refusals: Refusal[];
  readonly notes: CodingNote[];
};

/**
 * Codes rows by a mapping: the same row gives the same report. `country` applies if the mapping has no field for the country.
 * Throws ImportInputError if the table lacks columns of the mapping.
 */
export function createRowCoder(mapping: Mapping, columns: readonly string[], country?: string): RowCoder {
  const index = columnIndexes(mapping, columns);
  if (
    mapping.fields.country === undefined &&
    mapping.constants.country === undefined &&
    country === undefined
  )
    throw new ImportInputError('the rows have no country', ['map the field country, or use --country CC']);
  const constants = { ...(country !== undefined && { country: [country] }), ...mapping.constants };
  const paths = [...new Set([...FIRST_FIELDS, ...Object.keys(mapping.fields)])]
    .filter((path) => mapping.fields[path] !== undefined && !LAST_FIELDS.includes(path))
    .concat(LAST_FIELDS.filter((path) => mapping.fields[path] !== undefined));

  const codeRow = (row: TableRow): CodedRow => {
    const cellOf = (column: string): Cell => row.cells[index.get(column) ?? -1] ?? BLANK;
    const draft: Draft = { fields: new Map(), refusals: [], notes: [] };
    for (const [path, values] of Object.entries(constants))
      draft.fields.set(path, { values, column: '', cell: '' });
    codeFields(draft, row.number, paths, mapping, cellOf);
    checkPoint(draft, row.number, mapping);
    const reportId = codeId(draft, row.number, mapping, cellOf);
    const { fields, refusals, notes } = draft;
    if (reportId === undefined || refusals.length > 0) return { kind: 'refused', row: row.number, refusals };
    const report = buildReport(reportId, fields);
    return { kind: 'coded', row: row.number, reportId, fields, report, notes };
  };
  return { codeRow, leftBehind: columns.filter((column) => column !== '' && !index.has(column)) };
}

function codeFields(
  { fields, refusals, notes }: Draft,
  row: number,
  paths: readonly string[],
  mapping: Mapping,
  cellOf: (column: string) => Cell,
): void {
  const typesSoFar = new Set<string>();
  for (const path of paths) {
    const rule = mapping.fields[path];
    if (rule === undefined) continue;
    const country = String(fields.get('country')?.values[0] ?? '');
    const { outcome, impliedTypes } = codeField({ path, rule, row, country, cellOf, fields, typesSoFar });
    for (const type of impliedTypes) typesSoFar.add(type);
    if (outcome.kind === 'refused') refusals.push(...outcome.refusals);
    else if (outcome.values.values.length > 0) fields.set(path, outcome.values);
    for (const text of outcome.notes) notes.push({ row, field: path, text });
  }
}

/** Leaves out invalid coordinates if the mapping accepts them as unknown; otherwise refuses them. */
function checkPoint({ fields, refusals, notes }: Draft, row: number, mapping: Mapping): void {
  const problem = coordinateProblem(fields);
  if (problem === undefined) return;
  const latitude = fields.get('coordinates.latitude');
  if (mapping.fields['coordinates.latitude']?.onUnknown === 'unknown') {
    fields.delete('coordinates.latitude');
    fields.delete('coordinates.longitude');
    notes.push({ row, field: 'coordinates', text: `left out: ${problem}` });
  } else {
    const { column = '', cell: value = '' } = latitude ?? {};
    refusals.push({ row, column, value, reason: problem, nearest: [] });
  }
}

/** The report's id. If the id is blank or contains a name, this refusal is listed before other refusals. */
function codeId(
  { refusals }: Draft,
  row: number,
  { id: { columns, prefix } }: Mapping,
  cellOf: (column: string) => Cell,
): string | undefined {
  const textOf = (column: string) => cellOf(column).text;
  const refuse = (column: string, value: string, reason: string) =>
    refusals.unshift({ row, column, value, reason, nearest: [] });
  const name = columns.find((column) => looksLikeName(textOf(column)));
  if (name !== undefined)
    refuse(
      name,
      textOf(name),
      'looks like a name: ids are sent and stored, so build them from a case number',
    );
  const reportId = makeReportId(prefix, columns.map(textOf));
  if (reportId === undefined)
    refuse(
      columns[0] ?? '',
      textOf(columns[1] ?? ''),
      'the id is blank: a repeated import would count the row twice',
    );
  return reportId;
}

/** Positions of the mapping's columns in the table. */
function columnIndexes(mapping: Mapping, columns: readonly string[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  const missing: string[] = [];
  const duplicates: string[] = [];
  const locate = (column: string, optional: boolean): void => {
    const at = columns.indexOf(column);
    if (at !== -1) index.set(column, at);
    else if (!optional) missing.push(column);
    if (at !== -1 && columns.indexOf(column, at + 1) !== -1) duplicates.push(column);
  };
  for (const column of mapping.id.columns) locate(column, false);
  for (const rule of Object.values(mapping.fields))
    for (const column of rule.columns) locate(column, rule.optional);
  if (missing.length > 0)
    throw new ImportInputError(
      `the file lacks columns that the mapping ${mapping.name} needs: ${[...new Set(missing)].join(', ')}`,
      [
        `it has ${columns.filter((column) => column !== '').join(', ')}`,
        'for a column that a file may lack, set optional: true in the mapping',
      ],
    );
  if (duplicates.length > 0)
    throw new ImportInputError(
      `the file has several columns of the same name: ${[...new Set(duplicates)].join(', ')}`,
    );
  return index;
}

const PROBLEM_TEXTS: Readonly<Record<CoordinateProblem, string>> = {
  'not-a-position': 'no position on Earth',
  zero: 'at 0, 0',
  swapped: 'latitude and longitude are swapped',
  'sign-flipped': 'the sign is wrong',
  'capital-placeholder': 'the coordinates of the capital, a common placeholder',
  'outside-country': 'outside the country',
};

/** The problem of a row's coordinates; undefined if they are valid or absent. */
function coordinateProblem(fields: ReadonlyMap<string, FieldValues>): string | undefined {
  const latitude = fields.get('coordinates.latitude')?.values[0];
  const longitude = fields.get('coordinates.longitude')?.values[0];
  if (latitude === undefined && longitude === undefined) return undefined;
  if (latitude === undefined || longitude === undefined) return 'latitude or longitude is missing';
  const country = String(fields.get('country')?.values[0] ?? '');
  const check = checkCoordinates(Number(latitude), Number(longitude), country, precisionOf(fields));
  if (check.ok) return undefined;
  // A point at a border may be on either side; the node compares it with the segment.
  return check.reason === 'outside-country' && fields.has('segment')
    ? undefined
    : PROBLEM_TEXTS[check.reason];
}

function precisionOf(fields: ReadonlyMap<string, FieldValues>): CodeId<'placePrecision'> {
  const stated = codeById('placePrecision', String(fields.get('placePrecision')?.values[0] ?? ''));
  if (stated !== undefined) return stated.id;
  return fields.has('place') ? 'settlement' : 'unknown';
}
