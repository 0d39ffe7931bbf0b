import type { Audience } from '@waylight/contracts/audiences';
import { codesOf } from '../plan/axis.ts';
import type { LinkedTables } from '../plan/linked-tables.ts';
import { audiencesOf, isMarginOf, type PlannedTable } from '../plan/planned-table.ts';
import { type ComponentPeriod, projectCells } from './couple-breakdown.ts';
import { type BreakdownToDraw, drawBreakdown } from './draw-breakdown.ts';
import { type DrawnWithCounts, drawForWiderAudience, drawTable, type TrueCell } from './draw-table.ts';
import { type DrawVariant, FIRST_DRAW, keyOfVariant } from './draw-variant.ts';
import { drawVictims } from './draw-victims.ts';
import { type DrawnTable, numberAt } from './drawn-table.ts';
import { isWithinMarginBounds } from './margin-bounds.ts';

export type LinkedTablesToDraw = {
  readonly secret: Uint8Array;
  readonly roundingBase: number;
  readonly linkedTables: LinkedTables;
  readonly period: string;
  /** Default: the first draw. */
  readonly variant?: DrawVariant;
  /** The true counts of a table that an audience may count. */
  readonly cellsFor: (table: PlannedTable, audience: Audience) => readonly TrueCell[];
  /** Audiences that receive a release. If absent, all audiences of a table receive one. */
  readonly audiences?: readonly Audience[];
  /** The rows that a table pools, if they are fixed; see `BreakdownToDraw`. */
  readonly pooledRowsOf?: (table: PlannedTable) => readonly string[] | undefined;
  /** The shorter periods to which a table is coupled, as released to its own audience. */
  readonly componentPeriodsOf: (table: PlannedTable) => readonly ComponentPeriod[];
};

/** A table drawn for one audience. */
export type DrawnRelease = {
  readonly table: PlannedTable;
  readonly audience: Audience;
  readonly drawn: DrawnTable;
};

/** Maximum number of draws of a cross. Each contradicts a one-way table with a probability of a few percent a column. */
const MAX_CONTRADICTIONS = 20;

/**
 * Draws (randomly rounds) the linked tables of a period for all of their audiences, so that all numbers agree. The top table is
 * drawn first, then its breakdowns in the order of the plan. Each table is drawn for its narrowest audience first.
 *
 * A cross that contradicts a one-way table (`isWithinMarginBounds`) is drawn again. A table that cannot be drawn for one of its
 * audiences is left out for all of them, with its breakdowns: a cross whose draws all contradict a one-way table, and a table in
 * which exact counts prevent a row (see `drawBreakdown`). Another variant usually has all tables.
 */
export function drawLinkedTables(request: LinkedTablesToDraw): DrawnRelease[] {
  const { linkedTables, period, cellsFor, audiences, componentPeriodsOf, variant = FIRST_DRAW } = request;
  const { pooledRowsOf = () => undefined } = request;
  const secret = keyOfVariant(request.secret, period, variant);
  const releases: DrawnRelease[] = [];
  const drawnOf = (id: string | undefined, audience: Audience) =>
    releases.find(({ table, audience: to }) => table.id === id && to === audience);
  for (const table of linkedTables) {
    let ofTable: DrawnRelease[] = [];
    let narrower: DrawnWithCounts | undefined;
    for (const audience of audiencesOf(table)) {
      if (audiences !== undefined && audience !== table.audience && !audiences.includes(audience)) continue;
      const cells = cellsFor(table, audience);
      const wider = narrower === undefined ? {} : { wider: { audience, narrower } };
      const whole = drawnOf(table.splits?.table, audience);
      if (table.splits !== undefined && whole === undefined) break;
      const pooledRows = pooledRowsOf(table);
      const drawn =
        whole === undefined
          ? drawTopTable({ ...request, secret }, table, cells, wider.wider)
          : drawWithinMargins(
              {
                secret,
                table,
                period,
                cells,
                whole,
                mergedRows: variant.mergedRows[table.id] ?? [],
                ...wider,
                ...(pooledRows === undefined ? {} : { pooledRows }),
                ...(narrower === undefined ? { componentPeriods: componentPeriodsOf(table) } : {}),
              },
              releases.filter(
                (one) => one.audience === audience && isMarginOf(one.table, table, linkedTables),
              ),
            );
      if (drawn === undefined) {
        ofTable = [];
        break;
      }
      narrower = { drawn, cells };
      const { victims } = table;
      // Only the narrowest audience receives sums of victims: sums for a wider audience would have to agree with these.
      const sums =
        victims === undefined || audience !== table.audience
          ? undefined
          : drawVictims({ secret, drawn, minIncidents: victims.from, cells });
      ofTable.push({ table, audience, drawn: sums === undefined ? drawn : { ...drawn, victims: sums } });
    }
    releases.push(...ofTable);
  }
  return releases;
}

function drawWithinMargins(
  request: BreakdownToDraw,
  margins: readonly DrawnRelease[],
): DrawnTable | undefined {
  for (let contradictions = 0; contradictions < MAX_CONTRADICTIONS; contradictions++) {
    const drawn = drawBreakdown({ ...request, contradictions });
    if (drawn === undefined) return undefined;
    if (margins.every((margin) => isWithinMarginBounds({ table: request.table, drawn }, margin)))
      return drawn;
  }
  return undefined;
}

function drawTopTable(
  { secret, roundingBase, period, componentPeriodsOf }: LinkedTablesToDraw,
  table: PlannedTable,
  cells: readonly TrueCell[],
  wider: { readonly audience: Audience; readonly narrower: DrawnWithCounts } | undefined,
): DrawnTable {
  const axes = { rows: codesOf(table.rows), columns: codesOf(table.columns) };
  const request = { secret, tableId: table.id, period, ...axes, cells };
  if (wider !== undefined) return drawForWiderAudience({ ...request, ...wider });
  const all = componentPeriodsOf(table);
  const componentPeriods = all.flatMap((component) => projectComponent(table, component));
  return drawTable({
    ...request,
    roundingBase,
    componentPeriods,
    isCoupledInPart: componentPeriods.length < all.length,
  });
}

/** Maps a shorter period to the rows and columns of the longer one. Empty if it does not give all of these numbers. */
function projectComponent(
  table: PlannedTable,
  { table: shorter, drawn, cells, currentCells }: ComponentPeriod,
): (DrawnWithCounts & { readonly currentCells?: readonly TrueCell[] })[] {
  const rows = codesOf(table.rows);
  const columns = codesOf(table.columns);
  const numbers = rows.map((row) =>
    columns.map((column) => {
      const place = { [table.rows.dimension]: row, [table.columns.dimension]: column };
      return numberAt(shorter, drawn, place) ?? null;
    }),
  );
  if (numbers.flat().includes(null)) return [];
  return [
    {
      drawn: { ...drawn, rows, columns, cells: numbers },
      cells: projectCells(table, shorter, cells),
      ...(currentCells === undefined ? {} : { currentCells: projectCells(table, shorter, currentCells) }),
    },
  ];
}
