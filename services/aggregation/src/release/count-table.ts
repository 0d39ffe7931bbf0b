import { daysOf } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import {
  ALL,
  type Audience,
  type CountsFor,
  type Coverage,
  codeFor,
  type PlannedTable,
  type ShareWith,
  type TrueCell,
} from '@waylight/disclosure-control';
import { codeByNumber } from '@waylight/taxonomy';
import {
  type CellCoordinates,
  decodeCell,
  decodeCoordinates,
  decodeReceivedCoordinates,
  type ReceivedCoordinates,
} from '@waylight/trends';
import { storedText } from '../count/stored-text.ts';
import { codeOf } from './cell-codes.ts';
import type { CountingBasis } from './counting-basis.ts';
import { weekBucketOf } from './frozen-period.ts';

/** A table with the one that it splits, and so on up to the one that splits none. */
export type TableToCount = { readonly table: PlannedTable; readonly tables: readonly PlannedTable[] };

/**
 * What a circle may count of a table, from the frozen cells of every partition. It goes to the draw and to the attack on it, and
 * nowhere else.
 */
export function countTable(
  of: TableToCount,
  audience: Audience,
  coverage: Coverage,
  counting: CountingBasis,
): TrueCell[] {
  return [...countedCells(of, audience, coverage, counting)].map(({ cell }) => cell);
}

/** Of the same counts the part of each organisation, by its number. */
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

/** The row and column of a table in which a cell counts: only where it counts in the table that this one splits. */
function placeIn(
  { rows, columns, splits }: PlannedTable,
  tables: readonly PlannedTable[],
  coordinates: CellCoordinates | ReceivedCoordinates,
): { row: string; column: string } | undefined {
  const whole = tables.find(({ id }) => id === splits?.table);
  const above = whole && placeIn(whole, tables, coordinates);
  if (whole !== undefined && above === undefined) return undefined;
  const parent =
    'within' in columns ? (whole?.rows.dimension === columns.of ? above?.row : above?.column) : undefined;
  const code = (axis: PlannedTable['rows']): string | undefined =>
    axis.dimension === ALL ? ALL : codeFor(axis, codeOf(axis.dimension, coordinates), parent);
  const [row, column] = [code(rows), code(columns)];
  return row === undefined || column === undefined ? undefined : { row, column };
}

/** The coordinates of a cell that counts in a period of a table; undefined where it does not. */
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
  { layer, shareWith }: CellCoordinates | ReceivedCoordinates,
): boolean {
  const shared = codeByNumber('shareWith', shareWith)?.id as ShareWith | undefined;
  return layer === Layer.REPORTS && shared !== undefined && countsFor(audience, shared);
}

function isCovered(coverage: Coverage, label: string, dayOfMonth: number): boolean {
  if (dayOfMonth === 0)
    return coverage.dayUnknownMonths.includes(label) || coverage.monthUnknownYears.includes(label);
  const month = daysOf(label);
  if (month === undefined) return false;
  const day = month.from + dayOfMonth - 1;
  return day >= coverage.fromDay && day <= coverage.toDay;
}
