import { daysOf } from '@waylight/calendar';
import {
  ALL,
  type Audience,
  type CountsFor,
  type Coverage,
  codeFor,
  type PlannedTable,
  type TrueCell,
} from '@waylight/disclosure-control';
import {
  type CellCoordinates,
  decodeCell,
  decodeCoordinates,
  decodeReceivedCoordinates,
  type ReceivedCoordinates,
} from '@waylight/trends';
import { storedText } from '../count/stored-text.ts';
import { codeOf } from './cell-codes.ts';
import { type CountingBasis, shareWithOf } from './counting-basis.ts';
import { weekBucketOf } from './frozen-period.ts';

/** A table, and the tables of the plan. They include the tables that it breaks down. */
export type TableToCount = { readonly table: PlannedTable; readonly tables: readonly PlannedTable[] };

/**
 * Exact cells of a table that an audience may count, from the frozen cells of every partition. Only the draw
 * and its disclosure audit may use these counts.
 */
export function countTable(
  of: TableToCount,
  audience: Audience,
  coverage: Coverage,
  counting: CountingBasis,
): TrueCell[] {
  return [...countedCells(of, audience, coverage, counting)].map(({ cell }) => cell);
}

/** The same cells by organisation number. */
export function countByOrganisation(
  of: TableToCount,
  audience: Audience,
  coverage: Coverage,
  counting: CountingBasis,
): Map<string, TrueCell[]> {
  const parts = new Map<string, TrueCell[]>();
  for (const { cell, organisation } of countedCells(of, audience, coverage, counting)) {
    const part = parts.get(String(organisation)) ?? [];
    part.push(cell);
    parts.set(String(organisation), part);
  }
  return parts;
}

function* countedCells(
  { table, tables }: TableToCount,
  audience: Audience,
  coverage: Coverage,
  { cells, countsFor }: CountingBasis,
): Generator<{ readonly cell: TrueCell; readonly organisation: number }> {
  for (const buckets of cells)
    for (const [bucket, fields] of buckets)
      for (const [field, value] of fields) {
        const coordinates = coordinatesWithin(table, bucket, field, coverage);
        if (coordinates === undefined || !isCountedFor(countsFor, audience, coordinates)) continue;
        const place = placeIn(table, tables, coordinates);
        if (place === undefined) continue;
        const { incidents, victims } = decodeCell(storedText(value));
        yield {
          cell: { ...place, count: incidents, victims },
          organisation: coordinates.organisation,
        };
      }
}

/**
 * Row and column of a cell in a table. Undefined if the cell does not count in the table, or not in the table
 * that it breaks down.
 */
function placeIn(
  { rows, columns, splits }: PlannedTable,
  tables: readonly PlannedTable[],
  coordinates: CellCoordinates | ReceivedCoordinates,
): { row: string; column: string } | undefined {
  const parentTable = tables.find(({ id }) => id === splits?.table);
  const above = parentTable && placeIn(parentTable, tables, coordinates);
  if (parentTable !== undefined && above === undefined) return undefined;
  const parent =
    'within' in columns
      ? parentTable?.rows.dimension === columns.of
        ? above?.row
        : above?.column
      : undefined;
  const code = (axis: PlannedTable['rows']): string | undefined =>
    axis.dimension === ALL ? ALL : codeFor(axis, codeOf(axis.dimension, coordinates), parent);
  const [row, column] = [code(rows), code(columns)];
  return row === undefined || column === undefined ? undefined : { row, column };
}

/** Coordinates of a cell that counts in the period of a table; otherwise undefined. */
function coordinatesWithin(
  { dated }: PlannedTable,
  bucket: string,
  field: string,
  coverage: Coverage,
): CellCoordinates | ReceivedCoordinates | undefined {
  if (dated === 'received')
    return bucket === weekBucketOf(coverage) ? decodeReceivedCoordinates(field) : undefined;
  if (!bucket.startsWith('o')) return undefined;
  const coordinates = decodeCoordinates(field);
  return isCovered(coverage, bucket.slice(1), coordinates.dayOfMonth) ? coordinates : undefined;
}

function isCountedFor(
  countsFor: CountsFor,
  audience: Audience,
  coordinates: CellCoordinates | ReceivedCoordinates,
): boolean {
  const shareWith = shareWithOf(coordinates);
  return shareWith !== undefined && countsFor(audience, shareWith);
}

function isCovered(coverage: Coverage, label: string, dayOfMonth: number): boolean {
  if (dayOfMonth === 0)
    return coverage.dayUnknownMonths.includes(label) || coverage.monthUnknownYears.includes(label);
  const month = daysOf(label);
  if (month === undefined) return false;
  const day = month.from + dayOfMonth - 1;
  return day >= coverage.fromDay && day <= coverage.toDay;
}
