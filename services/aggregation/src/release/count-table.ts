import {
  ALL,
  type Audience,
  codeFor,
  countsFor,
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
import { bucketsOf, type FrozenCells } from './frozen-period.ts';
import { shareWithOf } from './shared-reports.ts';

/** A table, and the tables of the plan. They include the tables that it breaks down. */
export type TableToCount = { readonly table: PlannedTable; readonly tables: readonly PlannedTable[] };

/**
 * Exact cells of a table that an audience may count, from the frozen cells of every partition. Only the draw
 * and its disclosure audit may use these counts.
 */
export function countTable(
  of: TableToCount,
  audience: Audience,
  period: string,
  frozen: Pick<FrozenCells, 'cells'>,
): TrueCell[] {
  return [...countedCells(of, audience, period, frozen)].map(({ cell }) => cell);
}

/** Cells by country of the node that took the reports, and by organisation number. */
export type CellsByNode = ReadonlyMap<string, ReadonlyMap<string, readonly TrueCell[]>>;

/** The same cells by node and organisation. */
export function countByNode(
  of: TableToCount,
  audience: Audience,
  period: string,
  frozen: FrozenCells,
): CellsByNode {
  const nodes = new Map<string, Map<string, TrueCell[]>>();
  for (const { cell, organisation, node } of countedCells(of, audience, period, frozen)) {
    const parts = nodes.get(node) ?? new Map<string, TrueCell[]>();
    nodes.set(node, parts);
    const part = parts.get(String(organisation)) ?? [];
    parts.set(String(organisation), part);
    part.push(cell);
  }
  return nodes;
}

/** The same cells by organisation. An organisation may report through several nodes. */
export function byOrganisation(nodes: CellsByNode): Map<string, TrueCell[]> {
  const organisations = new Map<string, TrueCell[]>();
  for (const parts of nodes.values())
    for (const [organisation, cells] of parts)
      organisations.set(organisation, [...(organisations.get(organisation) ?? []), ...cells]);
  return organisations;
}

function* countedCells(
  { table, tables }: TableToCount,
  audience: Audience,
  period: string,
  { cells, nodes = [] }: Pick<FrozenCells, 'cells'> & Partial<FrozenCells>,
): Generator<{ readonly cell: TrueCell; readonly organisation: number; readonly node: string }> {
  const decode = table.dated === 'received' ? decodeReceivedCoordinates : decodeCoordinates;
  for (const [n, buckets] of cells.entries())
    for (const bucket of bucketsOf(table, period))
      for (const [field, value] of buckets.get(bucket) ?? []) {
        const coordinates = decode(field);
        if (!isCountedFor(audience, coordinates)) continue;
        const place = placeIn(table, tables, coordinates);
        if (place === undefined) continue;
        const { incidents, victims } = decodeCell(storedText(value));
        yield {
          cell: { ...place, count: incidents, victims },
          organisation: coordinates.organisation,
          node: nodes?.[n] ?? '',
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

function isCountedFor(audience: Audience, coordinates: CellCoordinates | ReceivedCoordinates): boolean {
  const shareWith = shareWithOf(coordinates);
  return shareWith !== undefined && countsFor(audience, shareWith);
}
